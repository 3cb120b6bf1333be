"""The raw folder: which files lie there, what manifest.csv states of them, which are copies."""
