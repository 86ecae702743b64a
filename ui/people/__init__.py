"""The People page: the one directory, and everything about each person in it."""
