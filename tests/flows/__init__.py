"""One file per job the manager does, and what may go wrong while doing it."""
