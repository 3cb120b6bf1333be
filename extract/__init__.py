"""What is printed where: files → grids → forms. Knows no meanings.

>>> from extract import read_forms, read_grids
"""

from extract.document import read_document, read_forms, read_grids
from extract.model import Document, Form, Grid, Reading, Refused, Source
from extract.source import load, load_member

__all__ = [
    "Document",
    "Form",
    "Grid",
    "Reading",
    "Refused",
    "Source",
    "load",
    "load_member",
    "read_document",
    "read_forms",
    "read_grids",
]
