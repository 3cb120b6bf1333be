"""Forms with random content, drawn in random ways that trouble a reader; the truth beside each."""
