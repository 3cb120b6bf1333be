"""PDF: engines → page → rules → crossings → cells → tables → grids (docs/reading.md)."""

from extract.readers.pdf.reader import PDF

__all__ = ["PDF"]
