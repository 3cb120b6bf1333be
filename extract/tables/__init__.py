"""Grid → Grid, for any family: stitching over pages, rows that a page edge cut, column edges."""
