"""Gaps: how far leadership and reps are apart on each theme, and what a small sample can say about it."""
