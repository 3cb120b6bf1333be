"""Printed words → roles: labels, column headers, titles, year lines. The words are data."""
