"""The search of the site: texts in parts, and an index that tells which parts hold a word.

A page opened from disk reads whole files only. So what is searched lies in parts of 24,000 lines,
and for every pair of characters an index says in which parts it is met: a word that stands nowhere
is known at once, a rare one reads one part, and one that stands everywhere shows its first finds
while the others are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from look.site.bundles import Bundle
from look.site.files import write_data
from look.site.one_byte import Alphabet
from look.site.search_part import Owner, Part
from normalize.records import BudgetTableRecord, DocumentRecord

_PART = 24_000
"""Lines of a part."""
BUCKETS = 64
"""Files of the index; a word needs those of its own pairs only."""


class SearchFiles:
    """Gathers what is searched while documents pass by, and writes it in parts."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._part = Part()
        self._alphabet = Alphabet()
        self._met: dict[str, int] = defaultdict(int)
        self._departments: dict[str, int] = {}
        self.parts = 0

    def add(self, bundle: Bundle) -> None:
        """Take in a document: a line for itself, its forms, rows and budget tables.

        What a line may be found by beside its own texts stands in the first line of its owner and
        of its document: path, title and publisher, the name, the department and the year.
        """
        document, part = bundle.document, self._part
        part.document([document.document_id, document.path, document.title, document.publisher])
        self._owner(Owner.DOCUMENT, document, document.fiscal_year, None, 0, "")
        about = " ".join(filter(None, (document.path, document.title, document.publisher)))
        part.line(0, about, _year(document.fiscal_year))
        for form in bundle.forms:
            name = form.project_name or form.department_name or form.title or ""
            year = form.fiscal_year or document.fiscal_year
            self._owner(Owner.FORM, document, year, form.department_name, form.form_no, name)
            part.line(0, name, f"{form.department_name or ''} {_year(year)}".strip())
            for row in bundle.rows_of(form):
                part.line(row.row_no, row.name, row.value_raw)
        for table in bundle.budget_tables:
            self._table(bundle, table)
        if part.lines >= _PART:
            self._flush()

    def close(self) -> dict[str, Any]:
        """Write what is left, and the index; returns what the site must know of them."""
        if self._part.lines:
            self._flush()
        buckets: list[dict[str, str]] = [{} for _ in range(BUCKETS)]
        for pair, parts in self._met.items():
            buckets[bucket_of(pair)][pair] = f"{parts:x}"
        for number, bucket in enumerate(buckets):
            write_data(self._site, f"index-{number}", dict(sorted(bucket.items())))
        write_data(self._site, "offices", list(self._departments))
        write_data(self._site, "letters", self._alphabet.letters)
        return {"parts": self.parts, "buckets": BUCKETS}

    def _table(self, bundle: Bundle, table: BudgetTableRecord) -> None:
        """A budget table with its heads, and a line for each of its rows: amounts as printed."""
        document, title = bundle.document, table.title or ""
        year = table.fiscal_year or document.fiscal_year
        self._owner(Owner.TABLE, document, year, table.department_name, table.table_no, title)
        lines = bundle.lines_of(table)
        heads = " ".join(dict.fromkeys(line.measure_text for line in lines))
        told = filter(None, (title, table.department_name, _year(year)))
        self._part.line(0, " ".join(told), heads)
        rows: dict[tuple[int, str], tuple[int, list[str]]] = {}
        for line_no, line in enumerate(lines, 1):
            label = line.row_label_text
            if line.code_text and line.code_text not in label:
                label = f"{line.code_text} {label}"
            _, amounts = rows.setdefault((line.row_no, label), (line_no, []))
            amounts.append(line.amount_text)
        for (_, label), (first, amounts) in rows.items():
            self._part.line(first, label, " ".join(amounts))

    def _owner(  # noqa: PLR0913, PLR0917 -- what is told of an owner, one after the other
        self,
        kind: Owner,
        document: DocumentRecord,
        year: int | None,
        office: str | None,
        number: int,
        name: str,
    ) -> None:
        """Begin an owner; where no department is printed, it is its document's publisher."""
        known = office or document.publisher
        at = 0
        if known:
            at = self._departments.setdefault(known, len(self._departments) + 1)
        self._part.owner(kind, year, at, number, name)

    def _flush(self) -> None:
        here = 1 << self.parts
        for pair in _pairs(self._part.write(self._site, self.parts, self._alphabet)):
            self._met[pair] |= here
        self.parts += 1
        self._part = Part()


def bucket_of(pair: str) -> int:
    """The file of the index that a character, or a pair of them, lies in: by the first one.

    >>> bucket_of("ab") == bucket_of("a") == ord("a") % BUCKETS
    True
    """
    return ord(pair[0]) % BUCKETS


def _pairs(texts: Iterable[str]) -> set[str]:
    """Every character, and every two that follow each other, of texts."""
    found: set[str] = set()
    for text in texts:
        found.update(text)
        found.update(map("".join, pairwise(text)))
    return found


def _year(year: int | None) -> str:
    return "" if year is None else str(year)
