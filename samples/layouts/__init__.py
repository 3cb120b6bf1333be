"""Every layout of the catalogue as invented publications: drawn, filled in, with its truth."""
