"""Many documents: what lies there, what is read anew, by whom, and what came of it (批量)."""
