"""Codes of budgets: functional and economic classes (科目), regions, with year and source."""
