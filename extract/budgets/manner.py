"""How a table prints its amounts, told by all of them: what one cell alone leaves in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import regex

from extract.budgets.amounts import amount_of
from extract.words.text import clean, fold

_BLANKS = regex.compile(r"[¥￥]?-?(?P<first>\d{1,3})(?P<groups>(?: \d{3})+)(?:\.\d+)?")
_DECIMALS = regex.compile(r"\.(\d+)$")
_DIGITS = regex.compile(r"-?\d+(?:\.\d*)?|\.?\d+")
_FEWEST = 3
"""Amounts that must be printed alike before another is held against them."""
_SEVERAL = 2
"""Groups behind the first from which blanks are sure to part thousands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """What all amounts of a table have in common."""

    decimals: int | None = None
    """Digits behind the point of every amount; None where they differ, or have none."""
    blanks: bool = False
    """Are groups of thousands parted by blanks?"""

    def amount_of(self, text: str) -> str | None:
        r"""The amount of a cell; None where it is none, or still leaves a doubt.

        A blank between groups of three parts thousands where the table proves it elsewhere. Digits
        that a narrow cell broke are one number where lines are as full as such breaks leave them,
        and only all of them together have the decimals of the table.

        >>> Manner(blanks=True).amount_of("12 345.00")
        '12 345.00'
        >>> table = Manner(decimals=2)
        >>> table.amount_of("15573801.2\n6"), table.amount_of("1557380\n1.26")
        ('15573801.26', '15573801.26')
        >>> [table.amount_of(text) for text in ("12\n345.00", "12.50\n13.20", "1 23.00")]
        [None, None, None]
        """
        amount = amount_of(text)
        if amount is not None:
            return amount
        printed = _folded(text)
        one_line = printed.replace("\n", " ")
        if self.blanks and _BLANKS.fullmatch(one_line):
            return one_line
        return self._broken(printed.split("\n"))

    def _broken(self, lines: list[str]) -> str | None:
        """The number that several lines of a cell print together."""
        if self.decimals is None or len(lines) == 1:
            return None
        if not all(map(_DIGITS.fullmatch, lines)) or any(
            len(a) < len(b) for a, b in pairwise(lines)
        ):
            return None
        whole = amount_of("".join(lines))
        if whole is None or _decimals(whole) != self.decimals:
            return None
        alone = any(_decimals(line) == self.decimals and line[:1] != "." for line in lines)
        return whole if not alone or len(lines[0]) > len(lines[-1]) else None


def manner_of(texts: Iterable[str]) -> Manner:
    """How the amounts among the texts of a table are printed.

    >>> manner_of(["1.50", "12.00", "3.25", "208"])
    Manner(decimals=2, blanks=False)
    >>> manner_of(["15 400 000.00", "12 345.00"]).blanks, manner_of(["12 345.00"]).blanks
    (True, False)
    """
    decimals: list[int] = []
    blanks = False
    for text in texts:
        amount = amount_of(text)
        if amount is not None:
            decimals.append(_decimals(amount))
        elif found := _BLANKS.fullmatch(_folded(text)):
            groups = found["groups"].split()
            # No amount begins with 012, and no cell holds three.
            blanks |= len(groups) >= _SEVERAL or groups[0].startswith("0")
    printed = [n for n in decimals if n]
    alike = len(printed) >= _FEWEST and len(set(printed)) == 1
    return Manner(decimals=printed[0] if alike else None, blanks=blanks)


def _folded(text: str) -> str:
    return fold(clean(text)).strip().replace("−", "-").replace("–", "-")


def _decimals(amount: str) -> int:
    found = _DECIMALS.search(amount)
    return len(found[1]) if found else 0
