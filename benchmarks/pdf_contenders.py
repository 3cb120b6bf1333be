"""Who reads the books: each contender takes a file and gives its tables, and rows of indicators.

A table is a list of cells (text, row, column, rows and columns spanned). Each is loaded when it
runs; those that are not installed are left out. PyMuPDF is AGPL: for comparison only.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

Cell = tuple[str, int, int, int, int]
Table = list[Cell]
Row = tuple[str, ...]


@dataclass(slots=True)
class Found:
    """What a contender found in a file; rows only where it knows what an indicator is."""

    tables: list[Table] = field(default_factory=list)
    rows: list[Row] | None = None


def floor(path: Path) -> Found:
    """The text of every page and nothing else: what whoever reads every page must pay."""
    import pypdfium2  # noqa: PLC0415

    document = pypdfium2.PdfDocument(path)
    for page in document:
        page.get_textpage().get_text_bounded()
    document.close()
    return Found()


def jixiao_tables(path: Path) -> Found:
    """Every ruled table."""
    from extract import read_grids  # noqa: PLC0415

    return Found([
        [(c.text, c.row, c.col, c.rowspan, c.colspan) for c in grid.cells]
        for grid in read_grids(path)
    ])  # fmt: skip


def jixiao_records(path: Path) -> Found:
    """The whole way, from the file to the records that are published."""
    from extract import load, read_document  # noqa: PLC0415
    from normalize.documents import normalize_document  # noqa: PLC0415

    source = load(path)
    records = normalize_document(source, read_document(source))
    return Found(rows=[
        (r.level1_text or "", r.level2_text or "", r.name_text, r.value_raw, f"{r.weight or 0:g}")
        for r in records.indicators
    ])  # fmt: skip


def pdfplumber(path: Path) -> Found:
    import pdfplumber as plumber  # noqa: PLC0415

    found = Found()
    with plumber.open(path) as document:
        for page in document.pages:
            found.tables += map(spread, page.extract_tables())
            page.close()
    return found


def pymupdf(path: Path) -> Found:
    """Without its layout engine, which takes twenty times as long."""
    import pymupdf as mupdf  # noqa: PLC0415

    if hasattr(mupdf, "use_layout"):
        mupdf.use_layout(False)
    pages = mupdf.open(path)
    return Found([spread(table.extract()) for page in pages for table in page.find_tables()])


def camelot(path: Path) -> Found:
    """By the lines that the file draws; its other engines look for them on a picture as well."""
    import camelot as lattice  # noqa: PLC0415

    tables = lattice.read_pdf(
        str(path), pages="all", flavor="lattice", engine="vector", copy_text=["v"]
    )
    return Found([spread(table.df.values.tolist()) for table in tables])


def tablers(path: Path) -> Found:
    import tablers as rust  # noqa: PLC0415

    document = rust.Document(path)
    tables = (table for page in document.pages() for table in rust.find_tables(page))
    return Found([
        spread([[cell and cell.text for cell in row.cells] for row in table.rows])
        for table in tables
    ])  # fmt: skip


PEERS = ("PyMuPDF find_tables", "camelot lattice, vector")
"""Run in the first round only: they take longest. All are in their fastest settings."""
CONTENDERS: dict[str, tuple[str, Callable[[Path], Found]]] = {
    "PDFium raw text (floor)": ("pypdfium2", floor),
    "Jixiao, file to records": ("jixiao", jixiao_records),
    "Jixiao, every table": ("jixiao", jixiao_tables),
    "pdfplumber extract_tables": ("pdfplumber", pdfplumber),
    "PyMuPDF find_tables": ("pymupdf", pymupdf),
    "camelot lattice, vector": ("camelot-py", camelot),
    "tablers": ("tablers", tablers),
}


def spread(rows: list[list[str | None]]) -> Table:
    """Rows of texts as cells; None belongs to the cell on its left, or else to the one above.

    >>> spread([["a", None], ["b", "c"], [None, "d"]])
    [('a', 0, 0, 1, 2), ('b', 1, 0, 2, 1), ('c', 1, 1, 1, 1), ('d', 2, 1, 1, 1)]
    """
    spans: dict[tuple[int, int], tuple[int, int]] = {}
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            held = owner.get((r, c - 1)) if c and text is None else None
            if held is not None and held[0] < r:
                held = None  # the cell on the left itself comes from above
            if held is None and text is None:
                held = owner.get((r - 1, c))
            owner[r, c] = held = held or (r, c)
            tall, wide = spans.get(held, (1, 1))
            spans[held] = max(tall, r - held[0] + 1), max(wide, c - held[1] + 1)
    return [(rows[r][c] or "", r, c, *span) for (r, c), span in spans.items()]


def version(package: str) -> str | None:
    """The version of an installed distribution."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
