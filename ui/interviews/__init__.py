"""The Interviews page: planned, prepared, written down, tagged."""
