"""The search of the site: texts in parts, and an index that tells which parts hold a word.

A page opened from disk reads whole files only. So what is searched lies in parts of some thousand
lines, and for every pair of characters an index says in which parts it is met: a word that stands
nowhere is known at once, a rare one reads one part, and one that stands everywhere shows its first
finds while the others are counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from look.site.bundles import Bundle
from look.site.files import write_data
from normalize.records import FormRecord

_PART = 6000
"""Lines of a part."""
BUCKETS = 64
"""Files of the index; a word needs those of its own pairs only."""
_LINE, _FIELD, _TEXT = "\ue000", "\ue001", "\ue002"
"""Part lines, and what stands in them: a browser reads a text fastest that needs no escapes."""
_PARTED = str.maketrans(dict.fromkeys("\n\t" + _LINE + _FIELD + _TEXT, " "))
_MOST = 2000
"""Characters of a text that are searched."""


class SearchFiles:
    """Gathers what is searched while documents pass by, and writes it in parts."""

    def __init__(self, site: Path) -> None:
        self._site = site
        self._heads: list[list[Any]] = []
        self._lines: list[str] = []
        self._cased: dict[str, str] = {}
        self._met: dict[str, int] = defaultdict(int)
        self._departments: dict[str, int] = {}
        self.parts = 0

    def add(self, bundle: Bundle) -> None:
        """Take in a document: a line for itself, its forms, rows and budget tables."""
        document = bundle.document
        at = len(self._heads)
        forms = [_named(form) for form in bundle.forms]
        offices = [self._office(form.department_name) for form in bundle.forms]
        years = [form.fiscal_year for form in bundle.forms]
        tables = [
            [table.table_no, table.title or "", self._office(table.department_name)]
            for table in bundle.budget_tables
        ]
        head = [document.document_id, document.path, document.title, document.publisher]
        self._heads.append([*head, document.fiscal_year, forms, offices, years, tables])
        about = " ".join(filter(None, head[1:]))
        self._line(at, "", "", about)
        for number, form in enumerate(bundle.forms):
            self._line(at, number, "", forms[number][1], form.department_name or "")
            for row in bundle.rows_of(form):
                self._line(at, number, row.row_no, row.name, row.value_raw)
        for number, table in enumerate(tables):
            self._line(at, f"b{number}", "", str(table[1]))
            rows: dict[tuple[int, str], list[str]] = {}
            for line_no, line in enumerate(bundle.lines_of(bundle.budget_tables[number]), 1):
                row_of_it = rows.setdefault((line.row_no, line.row_label_text), [str(line_no)])
                row_of_it.append(line.amount_text)
            for (_, label), (first, *amounts) in rows.items():
                self._line(at, f"b{number}", first, label, " ".join(amounts))
        if len(self._lines) >= _PART:
            self._flush()

    def close(self) -> dict[str, Any]:
        """Write what is left, and the index; returns what the site must know of them."""
        if self._lines:
            self._flush()
        buckets: list[dict[str, str]] = [{} for _ in range(BUCKETS)]
        for pair, parts in self._met.items():
            buckets[bucket_of(pair)][pair] = f"{parts:x}"
        for number, bucket in enumerate(buckets):
            write_data(self._site, f"index-{number}", bucket)
        write_data(self._site, "offices", list(self._departments))
        return {"parts": self.parts, "buckets": BUCKETS}

    def _office(self, name: str | None) -> int:
        """The number of a department; -1 where none is printed."""
        return -1 if not name else self._departments.setdefault(name, len(self._departments))

    def _line(self, *parts: object) -> None:
        """Document, form, row, then what is searched, in small letters; as printed beside it."""
        document, form, row, *texts = parts
        place = _FIELD.join((str(document), str(form), str(row)))
        shown = _FIELD.join(str(text)[:_MOST].translate(_PARTED) for text in texts)
        self._lines.append(f"{place}{_TEXT}{shown.lower()}")
        if shown.lower() != shown:
            self._cased[place] = shown

    def _flush(self) -> None:
        part = {"documents": self._heads, "lines": _LINE.join(self._lines), "cased": self._cased}
        write_data(self._site, f"search-{self.parts}", part)
        here = 1 << self.parts
        for pair in _pairs(line.partition(_TEXT)[2] for line in self._lines):
            self._met[pair] |= here
        self.parts += 1
        self._heads, self._lines, self._cased = [], [], {}


def bucket_of(pair: str) -> int:
    """The file of the index that a character, or a pair of them, lies in: by the first one.

    >>> bucket_of("ab") == bucket_of("a") == ord("a") % BUCKETS
    True
    """
    return ord(pair[0]) % BUCKETS


def _pairs(texts: Iterator[str]) -> set[str]:
    """Every character, and every two that follow each other, of texts."""
    found: set[str] = set()
    for text in set(texts):
        found.update(text)
        found.update(map("".join, pairwise(text)))
    return found


def _named(form: FormRecord) -> list[Any]:
    return [form.form_no, form.project_name or form.department_name or form.title or ""]
