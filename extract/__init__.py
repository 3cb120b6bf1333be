"""What is printed where: files → grids → forms. Knows no meanings.

>>> from extract import read_forms, read_grids
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
_ROOMS = {
    ".document": ("read_document", "read_forms", "read_grids"),
    ".model": ("Document", "Form", "Grid", "Reading", "Refused", "Source"),
    ".source": ("load", "load_member"),
}
_PLACES = {name: room for room, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """Loaded when it is asked for: most processes need the model alone, and no reader."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_PLACES[name], __name__), name)
