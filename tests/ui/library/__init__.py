"""The Library page through its real widgets."""
