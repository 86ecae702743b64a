"""The Library page: everything reps can use, found at once, with what is known of each."""
