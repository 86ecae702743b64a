"""The charter: the programme's business plan, from business case to change log."""
