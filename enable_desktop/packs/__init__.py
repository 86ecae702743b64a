"""Packs: content packaged for reps, usable offline in a browser."""
