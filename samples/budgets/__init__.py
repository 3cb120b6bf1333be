"""Budget tables of the invented county, every kind drawn cell by cell, with their truth."""
