"""Word documents and their relatives: paragraphs as lines, tables as grids."""
