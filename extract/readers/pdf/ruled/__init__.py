"""Rules → crossings → cells → tables, step by step."""
