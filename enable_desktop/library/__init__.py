"""The library: everything reps can use, where it lies, whether it is current, and what it links to."""
