"""Codes of budgets: the functional and economic classification, with year and source (科目)."""
