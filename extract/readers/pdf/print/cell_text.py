"""The runs of a cell → its text."""

from __future__ import annotations

from extract.readers.pdf.page import Page, Run, main_turn, turned
from extract.readers.pdf.print.joined import joined
from extract.readers.pdf.print.lines import RADICAL, SMALL, TextLine
from extract.readers.pdf.print.run_lines import run_lines
from extract.readers.pdf.print.vertical_text import downwards, leftwards

_LOOSE = 1.05
"""Ems that each character of a line takes where they are set apart."""


def plain_text(runs: list[Run]) -> str:
    """What a cell says that holds one run of which nothing needs a look, as those of most cells:
    upright, of one size, close set, without a space. Of any other cell nothing.
    """
    run = runs[0]
    text = run.text
    if (
        len(runs) > 1
        or run.turn
        or run.least < SMALL * run.size
        or " " in text
        or not text.isprintable()
        or RADICAL.search(text)
        or max(run.rights) - run.lefts[0] > run.least * len(run.lefts)
    ):
        return ""
    return text


def text_of(runs: list[Run], left: float, right: float) -> str:
    """What a cell says that lies between `left` and `right` and holds these runs, one at the least.

    Its upright characters; a label printed sideways or in columns is read as it stands.
    """
    if (label := downwards(runs)) is not None:
        return label
    if upright := [run for run in runs if run.turn == 0]:
        lines = run_lines(upright)
        return leftwards(lines[0].text) if _apart(lines) else joined(lines, left, right)
    turn = main_turn(runs)
    sideways = tuple(run for run in runs if run.turn == turn)
    page = Page(number=0, width=0.0, height=0.0, runs=sideways)
    return joined(run_lines(turned(page, turn).runs), left, right)


def _apart(lines: list[TextLine]) -> bool:
    """A single line of few characters set apart: columns of one character each look so."""
    if len(lines) != 1:
        return False
    [line] = lines
    return line.x1 - line.x0 > _LOOSE * (len(line.text) + 1) * line.em
