"""Records → Parquet and back: schema, files, the swap into place, opening a dataset."""
