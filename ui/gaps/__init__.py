"""The Gaps page: where leadership and reps see the same work differently."""
