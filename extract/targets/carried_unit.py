"""The money unit of the first table of a document, carried on to tables that print none.

A page that prints 单位：万元 once above its first form means all of them. It is carried where no
table of the document prints another unit, and is said of every form that it is carried to.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex

from extract.model import Code, Form, Issue, RawFunding
from extract.targets.form_table import FormTable
from extract.targets.shapes import amount_shaped, money_unit
from extract.words.text import fold

_OWN = regex.compile(r"[元万亿]")
_INTEGER = regex.compile(r"\d+")
_MOST_DIGITS = {"万元": 7, "亿元": 4, "千元": 8}
"""An amount of more digits is no sum that a form asks for in such a unit: it is printed in 元."""


@dataclass(slots=True)
class CarriedUnit:
    """Remembers the unit above the first table, and whether another one is printed anywhere."""

    first: str | None = None
    contradicted: bool = False
    _any: bool = False

    def meet(self, table: FormTable) -> None:
        """Note what units a table prints, above it or in its cells."""
        printed = {unit for cell in table.grid.cells if (unit := money_unit(cell.text))}
        if not self._any:
            self._any, self.first = True, table.unit
        self.contradicted |= bool({*printed, table.unit} - {self.first, None})

    def carry(self, form: Form) -> Form:
        """A form with the carried unit in its money lines that have none, and a word about it."""
        bare = [line for line in form.funding if _is_bare(line)]
        if self.first is None or self.contradicted or not bare:
            return form
        if any(_digits(line.amount) > _MOST_DIGITS.get(self.first, 99) for line in bare):
            return form
        funding = tuple(
            replace(line, unit=self.first) if line in bare else line for line in form.funding
        )
        issue = Issue(code=Code.UNIT_CARRIED, text=self.first, page=form.page_first)
        return replace(form, funding=funding, issues=(*form.issues, issue))


def _is_bare(line: RawFunding) -> bool:
    written = amount_shaped(line.amount) and any(map(str.isdigit, line.amount))
    return line.unit is None and written and not _OWN.search(line.amount)


def _digits(amount: str) -> int:
    match = _INTEGER.search(fold(amount).replace(",", ""))
    return len(match[0]) if match else 0
