"""What was read, a file a document: its form, its key, the ledger of all."""
