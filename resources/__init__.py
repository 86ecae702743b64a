"""Files that come with the program, and functions to read them."""
