"""Today: what needs the person, the meetings ahead, how it is going, and the way into a new workspace."""
