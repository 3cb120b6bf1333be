"""Proving a dataset or a bag: bytes, schema, keys, ledger, counts, order (校验)."""
