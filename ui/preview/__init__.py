"""The printed page on the screen."""
