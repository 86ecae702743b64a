"""The Packs page: what goes out to reps, what to look at before it does, and what came back."""
