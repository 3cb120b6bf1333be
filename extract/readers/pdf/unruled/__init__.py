"""Tables without rules: columns from the white between them, rows from lines."""
