"""Printed tables as PDF without rules: heads centred, labels at the left, amounts at the right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import regex
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from samples.writers.pdf import FONT
from samples.writers.printed import Printed, Td, places

_PAPER = (842.0, 595.0)
_LEFT, _TOP, _FOOT, _PAD = 36.0, 50.0, 50.0, 5.0
_NARROWEST = 34.0
_NUMBER = regex.compile(r"[-\d,.% ]+|—")
_LISTED = regex.compile(r"[一二三四五]、|（[一二三四五]）")
_CODE = regex.compile(r"\d{3}(?:\d\d){0,2}|0\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Loose:
    """How a table without rules is printed."""

    name: str
    size: float = 8.0
    step: float = 17.0
    """Points from row to row."""
    centred: bool = False
    """Amounts stand in the middle of their cells."""
    three_lines: bool = False
    """A rule above the head, one below it, one at the foot."""
    rows: int = 40
    """Rows of a page; the head is printed again where `repeat`."""
    repeat: bool = True
    pad: float = _PAD
    """Points by which print is set in from the sides of its cells."""
    narrow: bool = False
    """Are columns only as wide as their widest text, whatever room the paper has?"""


LOOSE = (
    Loose(name="plain"),
    Loose(name="centred", centred=True),
    Loose(name="three_lines", three_lines=True),
    Loose(name="small", size=6.5, step=11.0),
    Loose(name="over_pages", rows=4),
    Loose(name="over_pages_without_heads", rows=4, repeat=False),
    Loose(name="close", pad=3.0, narrow=True),
    Loose(name="run_together", pad=1.0, narrow=True),
)


def write_loose(forms: Iterable[Printed], style: Loose) -> bytes:
    """Tables on pages of their own, one after the other."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=_PAPER, invariant=1)
    for form in forms:
        _print(canvas, form, style)
    canvas.save()
    return out.getvalue()


def _print(canvas: Any, form: Printed, style: Loose) -> None:
    cells = list(places(form.rows))
    head = _head_rows(cells)
    style, edges = _edges(cells, style)
    total = max(row + cell.rowspan for row, _, cell in cells)
    y = _heading(canvas, form)
    first = head
    while True:
        last = min(total, first + style.rows)
        if first == head or style.repeat:
            y = _rows(canvas, [c for c in cells if c[0] < head], edges, style, y, 0, head)
        y = _rows(canvas, cells, edges, style, y, first, last, head=head)
        if last == total:
            break
        canvas.showPage()
        y, first = _TOP, last
    canvas.setFont(FONT, 9)
    for n, note in enumerate(form.notes):
        canvas.drawString(_LEFT, _PAPER[1] - y - 14 - 13 * n, note)
    canvas.showPage()


def _head_rows(cells: list[tuple[int, int, Td]]) -> int:
    """Rows above the first that holds a number or the number of a list."""
    rows = [
        row
        for row, _, cell in cells
        if (cell.text and _NUMBER.fullmatch(cell.text))
        or regex.match(r"[一二三四五]、|（[一二三四五]）", cell.text)
    ]
    return min(rows, default=max(row + cell.rowspan for row, _, cell in cells) - 1)


def _edges(cells: list[tuple[int, int, Td]], style: Loose) -> tuple[Loose, list[float]]:
    """Columns as wide as their widest text, printed smaller where the paper is too narrow."""
    width = max(col + cell.colspan for _, col, cell in cells)
    wide = [_NARROWEST] * width
    for _, col, cell in cells:
        if cell.colspan == 1:
            own = pdfmetrics.stringWidth(cell.text, FONT, style.size) + 2 * style.pad
            wide[col] = max(wide[col], own)
    room = _PAPER[0] - 2 * _LEFT
    if sum(wide) > room:
        return _edges(cells, replace(style, size=style.size * 0.9))
    if not style.narrow:
        wide = [x * max(1.0, room / sum(wide) * 0.9) for x in wide]
    edges = [_LEFT]
    for each in wide:
        edges.append(edges[-1] + each)
    return style, edges


def _heading(canvas: Any, form: Printed) -> float:
    y = _TOP
    for n, line in enumerate(form.lines):
        is_title = "表" in line and len(line) > 5
        canvas.setFont(FONT, 14 if is_title else 9)
        if is_title:
            canvas.drawCentredString(_PAPER[0] / 2, _PAPER[1] - y, line)
        elif n:
            canvas.drawRightString(_PAPER[0] - _LEFT, _PAPER[1] - y, line)
        else:
            canvas.drawString(_LEFT, _PAPER[1] - y, line)
        y += 20
    return y + 10


def _rows(  # noqa: PLR0913, PLR0917 -- a piece of a table: which rows of it, and where
    canvas: Any,
    cells: list[tuple[int, int, Td]],
    edges: list[float],
    style: Loose,
    y: float,
    first: int,
    last: int,
    head: int | None = None,
) -> float:
    canvas.setFont(FONT, style.size)
    for row, col, cell in cells:
        if not (first <= row < last and cell.text):
            continue
        middle = y + (row - first + cell.rowspan / 2) * style.step
        left, right = edges[col], edges[col + cell.colspan]
        at = _PAPER[1] - middle - 0.35 * style.size
        is_number = bool(_NUMBER.fullmatch(cell.text))
        if (
            head is None
            or _CODE.fullmatch(cell.text)
            or cell.colspan > 1
            or (is_number and style.centred)
        ):
            canvas.drawCentredString((left + right) / 2, at, cell.text)
        elif is_number:
            canvas.drawRightString(right - style.pad, at, cell.text)
        else:
            canvas.drawString(left + style.pad, at, cell.text)
    foot = y + (last - first) * style.step
    if style.three_lines:
        for at in (y, foot):
            canvas.line(edges[0], _PAPER[1] - at, edges[-1], _PAPER[1] - at)
    return foot
