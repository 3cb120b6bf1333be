"""How much of the drawn budget tables is read right, by kind and format.

`python -m tests.budget_scorecard` reads a publication of each phase in every format and writes
scorecard-budgets.md, which test_budget_scorecard.py holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from samples.budgets.tables import Drawn, drawn_tables, further_tables
from samples.writers import docx, html, odf, ofd, office_xml, pdf, saved_page, xls, xlsx
from samples.writers.loose import LOOSE, write_loose
from samples.writers.pages import write_sheets
from samples.writers.printed import Printed
from samples.writers.text_tables import EXPORTS, write_tables
from tests.extract.budgets.read import Line, read, records_of, truth

CARD = Path(__file__).parent / "scorecard-budgets.md"
PHASES = ("budget", "final")
LOOSELY = "pdf without rules"
_TITLE = "预决算公开"
Writer = Callable[[Sequence[Printed]], bytes]
FORMATS: dict[str, Writer] = {
    "text": lambda tables: write_tables(tuple(tables), EXPORTS[0]),
    "html": lambda tables: html.write_page(_TITLE, tables, html.STYLES[0]),
    "pdf": lambda tables: write_sheets(tuple(tables), pdf.STYLES[0]),
    LOOSELY: lambda tables: write_loose(tables, LOOSE[0]),
    "ofd": lambda tables: write_sheets(tuple(tables), ofd.STYLES[0], write=ofd.write_ofd),
    "docx": lambda tables: docx.write_document(_TITLE, tables, docx.STYLES[0]),
    "xlsx": lambda tables: xlsx.write_workbook(tables, xlsx.STYLES[0]),
    "xls": lambda tables: xls.write_xls(tables, xls.STYLES[0]),
    "odf": lambda tables: odf.write_odf(tables, odf.STYLES[0]),
    "xml": lambda tables: office_xml.write_office_xml(tables, office_xml.STYLES[0]),
    "mhtml": lambda tables: saved_page.write_saved(_TITLE, tables, saved_page.STYLES[0]),
}
"""One plain style of each."""

Card = dict[str, dict[str, tuple[int, int, int]]]
"""By kind and phase, and format: amounts right, all amounts, and those that nobody printed."""

_HEAD = """# Budget tables: what is read right

The drawn tables of every kind (samples/budgets), budget and final, as one publication in each
format: amounts with the right code, label, side, phase and measure / all amounts; behind a plus
those that nobody printed. What is not read of PDFs without rules is said there. Written by
`python -m tests.budget_scorecard`; test_budget_scorecard.py holds it.

"""


def card() -> Card:
    """The figures of every kind in every format."""
    found: Card = {}
    for phase in PHASES:
        tables = [t for t in (*drawn_tables(), *further_tables()) if t.phase == phase]
        for format_, write in FORMATS.items():
            lines = read(records_of(write([table.printed for table in tables])))
            for kind in dict.fromkeys(table.kind for table in tables):
                found.setdefault(f"{kind} ({phase})", {})[format_] = _figures(kind, tables, lines)
    return found


def _figures(kind: str, tables: list[Drawn], lines: Counter[Line]) -> tuple[int, int, int]:
    printed = truth([table for table in tables if table.kind == kind])
    own = Counter({line: n for line, n in lines.items() if line[0] == kind})
    return (own & printed).total(), printed.total(), (own - printed).total()


def written(figures: Card) -> str:
    """The card as a table: a row a kind, a column a format."""
    rows = [
        f"| {kind} | " + " | ".join(map(_shown, formats.values())) + " |"
        for kind, formats in figures.items()
    ]
    names = f"| kind | {' | '.join(FORMATS)} |"
    return _HEAD + "\n".join([names, "|---" * (len(FORMATS) + 1) + "|", *rows]) + "\n"


def _shown(figures: tuple[int, int, int]) -> str:
    right, printed, surplus = figures
    if not printed and not surplus:
        return "empty"
    return f"{right}/{printed}" + (f" + {surplus}" if surplus else "")


if __name__ == "__main__":
    CARD.write_text(written(card()), encoding="utf-8")
