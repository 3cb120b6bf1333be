"""A bag for the archive: raw files, dataset, program, and how it was made (存档)."""
