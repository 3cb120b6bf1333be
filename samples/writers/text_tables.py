"""Printed forms as a text export: tabs between cells, merged cells as empty ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samples.writers.printed import Printed, places
from samples.writers.text import latex

_BELOW_CUT = 5  # rows on the next page
_LEVELS = ("数量", "质量", "时效", "成本", "效益", "影响", "满意度")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """How an export is written, and its troubles."""

    name: str
    markdown: bool = True
    residue: bool = False
    """`<b>` and `<p>` around texts, half-width colons and brackets, LaTeX signs."""
    lost_cells: bool = False
    """One row of each form loses its empty leading cells."""
    cut: bool = False
    """A page's edge leaves a blank line, and its number, among the rows."""
    own_cells: bool = False
    """Each row has only the cells that begin in it: what a merged cell covers is left out."""
    trimmed: bool = False
    """Empty cells at the end of a row are left out."""

    @property
    def dressed(self) -> Callable[[str], str]:
        """What the export makes of a value."""
        return latex if self.residue else str


EXPORTS = (
    Export(name="plain"),
    Export(name="trimmed", trimmed=True, markdown=False),
    Export(name="residue", residue=True),
    Export(name="lost cells", lost_cells=True),
    Export(name="cut", cut=True, markdown=False),
    Export(name="own cells", own_cells=True, markdown=False),
)


def write_tables(forms: Sequence[Printed], export: Export) -> bytes:
    """Forms as the bytes of a text file."""
    return ("\n\n".join(_form(form, export) for form in forms) + "\n").encode()


def _form(form: Printed, export: Export) -> str:
    rows = [["" for _ in range(form.width)] for _ in form.rows]
    for row, col, cell in places(form.rows):
        rows[row][col] = (
            " ".join(cell.text.split("\n")) if len(cell.text) > 20 else _joined(cell.text)
        )
    if export.residue:
        rows = [[_residue(text) for text in row] for row in rows]
    if export.lost_cells:
        _lose(rows)
    if export.own_cells:
        rows = [[_joined(cell.text) for cell in row] for row in form.rows]
    lines = ["\t".join(row) for row in rows]
    if export.trimmed:
        lines = [line.rstrip("\t") if line.strip() else line for line in lines]
    if export.cut and len(lines) > 2 * _BELOW_CUT:
        lines[-_BELOW_CUT:-_BELOW_CUT] = ["", "- 2 -", ""]
    head = [f"## {form.lines[0]}" if export.markdown else form.lines[0], "", *form.lines[1:], ""]
    return "\n".join([*head, *lines, "", *form.notes])


def _joined(text: str) -> str:
    return text.replace("\n", "")


def _residue(text: str) -> str:
    narrow = text.translate(str.maketrans("：（）", ":()"))
    if len(text) > 30:
        return f"<p>{text}</p>"
    return f"<b>{narrow}</b>" if text.endswith(("级指标", "目标")) else narrow


def _lose(rows: list[list[str]]) -> None:
    """The last row that opens with empty cells and a second level loses the empty cells."""
    for row in reversed(rows):
        first = next((n for n, text in enumerate(row) if text), 0)
        if first and any(word in row[first] for word in _LEVELS) and row[first].endswith("指标"):
            row[:] = [*row[first:], *[""] * first]
            return
