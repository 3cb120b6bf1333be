"""Text of a cell that is not as it is written: formulas, and what scripts write there."""

from __future__ import annotations

from extract.readers.html.style.selectors import Element
from extract.readers.html.unread import mark

_PLACED = ("mfrac", "msup", "msub", "msubsup", "mroot", "msqrt", "mover", "munder", "mtable")
"""Parts of a formula (MathML) that stand above, below or under a sign: in a row they are another
number, and 10³ is 103."""
_WRITES = "document.write"
_CELLS = ("td", "th")


def mark_formulas(root: Element) -> None:
    """Say what formulas are that are more than a row, and scripts that write into a cell."""
    for formula in list(root.iter("math")):
        if next(formula.iter(*_PLACED), None) is not None:
            mark(formula, f"a formula: {' '.join(''.join(formula.itertext()).split())}")
    for script in root.iter("script"):
        cell = next(script.iterancestors(*_CELLS), None)
        if cell is not None and _WRITES in (script.text or ""):
            mark(cell, f"written by a script: {script.text}")
