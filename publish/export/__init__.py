"""The dataset for people without code: a workbook, CSV files, a SQLite or DuckDB file (导出)."""

from __future__ import annotations

from publish.export.csv_files import export_csv
from publish.export.duckdb_file import export_duckdb
from publish.export.sqlite_file import export_sqlite
from publish.export.workbook import export_xlsx

__all__ = ["export_csv", "export_duckdb", "export_sqlite", "export_xlsx"]
