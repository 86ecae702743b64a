"""How it is reached: the window and the command line; the only folder that knows Qt."""
