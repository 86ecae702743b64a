"""The thread of one record: a page, the way to it, and what it hands over."""
