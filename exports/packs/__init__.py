"""Packs as files: the offline page, and what it is packed into."""
