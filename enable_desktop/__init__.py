"""What the work is about: records and rules, plain Python, no input or output."""

__version__ = "0.1.0"
