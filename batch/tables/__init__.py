"""Results → tables: assembled in a process of their own, and proven again."""
