"""The file: what it keeps, how it takes steps back, what it survives."""
