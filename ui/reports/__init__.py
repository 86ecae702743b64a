"""The gallery of everything that leaves as PDF."""
