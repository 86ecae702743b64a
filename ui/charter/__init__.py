"""The Charter page: outline, sections, and the panes beside them."""
