"""The trend of one measure as a line, drawn from the same chart record as in the PDF."""
