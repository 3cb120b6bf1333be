"""The family of budget tables (预算公开表): tables → lines of money, by title and header words."""
