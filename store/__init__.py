"""Where bytes lie: a local folder, or a folder of an object store, behind one Protocol."""
