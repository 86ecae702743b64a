"""Writing prose: a Markdown editor that shows its marks only where the cursor is."""
