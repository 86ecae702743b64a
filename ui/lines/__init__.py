"""Tables of lines: one model and one view for every structured section, edited in place."""
