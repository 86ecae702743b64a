"""The People page through its real widgets."""
