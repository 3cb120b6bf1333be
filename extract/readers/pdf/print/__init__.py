"""Characters → lines of text, vertical text too, and marks that are none."""
