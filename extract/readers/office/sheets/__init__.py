"""Workbooks and CSV files: sheets of cells, each with what it shows, → grids."""
