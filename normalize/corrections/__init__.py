"""Corrections that a person made: their file, and their replay on what is printed."""
