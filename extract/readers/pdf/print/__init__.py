"""Characters → lines of text, marks that are none, and the cells that hold them."""
