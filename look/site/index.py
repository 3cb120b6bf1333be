"""What all documents share on the site: queue, lists, search, overview, words; in shards."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from look.site.bundles import Bundle
from look.site.files import write_data
from look.site.overview import Overview
from look.site.pages import money
from look.site.queue import Item, form_money, ordered
from normalize.issues import catalogue
from normalize.records import IndicatorRecord, columns
from publish.tables.release import Release
from reconcile import RULES

QUEUE_SHARD, DOCUMENT_SHARD, SEARCH_SHARD = 400, 1000, 100
"""Entries of a data file: some hundred kilobytes each, so that the first one opens at once."""
_FIRST = 6


class Index:
    """Gathers what is shared while documents pass by, and writes it at the end."""

    def __init__(self, site: Path, release: Release) -> None:
        self.site = site
        self.release = release
        self.documents = 0
        self.queued = 0
        self._overview = Overview()
        self._years: set[int | None] = set()
        self._items: list[Item] = []
        self._lines: list[dict[str, Any]] = []
        self._search: list[dict[str, Any]] = []
        self._shards = {"documents": 0, "search": 0, "queue": 0}

    def add(
        self, bundle: Bundle, found: list[Item], page: dict[str, Any], *, pictured: bool
    ) -> None:
        """Write a document's page and take note of it for what is shared."""
        document = bundle.document
        self.documents += 1
        self._overview.add(bundle, found)
        self._years.add(document.fiscal_year)
        self._items += found
        write_data(self.site, f"documents/{document.document_id}", page | {"pictured": pictured})
        amounts = [form_money(form, bundle.funding_of(form)) for form in bundle.forms]
        self._lines.append(
            {
                "id": document.document_id,
                "path": document.path,
                "title": document.title,
                "publisher": document.publisher,
                "year": document.fiscal_year,
                "format": document.format,
                "status": document.status,
                "reason": document.reason,
                "forms": document.forms,
                "rows": document.rows_emitted,
                "doubts": len(found),
                "money": money(max((each for each in amounts if each is not None), default=None)),
            }
        )
        self._search.append(_searchable(bundle))
        self._flush("documents", self._lines, DOCUMENT_SHARD)
        self._flush("search", self._search, SEARCH_SHARD)

    def close(self) -> None:
        """Write what is shared."""
        self._flush("documents", self._lines, 1)
        self._flush("search", self._search, 1)
        queue = [_item(item) for item in ordered(self._items)]
        self.queued = len(queue)
        first = queue[:_FIRST]
        reasons = [reason for item in self._items for reason in item.reasons]
        while queue:
            self._flush("queue", queue, 1, at_most=QUEUE_SHARD)
        write_data(
            self.site,
            "run",
            {
                "figures": self._overview.figures(),
                "years": sorted(self._years, key=lambda year: (year is not None, year)),
                "versions": dict(self.release.versions),
                "shards": self._shards,
                "queue": {
                    "count": self.queued,
                    "reasons": {each: reasons.count(each) for each in sorted(set(reasons))},
                    "first": first,
                },
            },
        )
        write_data(self.site, "words", words())

    def _flush(
        self, name: str, entries: list[dict[str, Any]], least: int, at_most: int | None = None
    ) -> None:
        if len(entries) >= least:
            taken = entries[:at_most]
            write_data(self.site, f"{name}-{self._shards[name]}", taken)
            self._shards[name] += 1
            del entries[: len(taken)]


def words() -> dict[str, Any]:
    """Everything the site says, in both languages, and the names of codes, rules and columns."""
    text = Path(__file__).parent.joinpath("words.toml").read_text(encoding="utf-8")
    spoken: dict[str, Any] = tomllib.loads(text)
    return {
        "text": spoken["text"],
        "codes": spoken["codes"]
        | {rule.id: [rule.title, rule.title_zh] for rule in RULES}
        | {code.value: _both(kind.title) for code, kind in catalogue().items()},
        "columns": {name: [column.en, column.zh] for name, column, _ in columns(IndicatorRecord)},
    }


def _both(title: str) -> list[str]:
    """A title such as `Row not read (指标行未能读取)` in its two languages."""
    english, _, chinese = title.partition(" (")
    return [english, chinese.removesuffix(")") or english]


def _searchable(bundle: Bundle) -> dict[str, Any]:
    document = bundle.document
    forms: Sequence[Any] = [
        [
            form.form_no,
            form.project_name or form.department_name or form.title or "",
            [[row.row_no, row.name, row.value_raw] for row in bundle.rows_of(form)],
        ]
        for form in bundle.forms
    ]
    about = " ".join(filter(None, (document.path, document.title, document.publisher)))
    return {
        "id": document.document_id,
        "about": about,
        "year": document.fiscal_year,
        "forms": forms,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.document_id,
        "form": item.form_no,
        "row": item.row_no,
        "page": item.page,
        "path": item.path,
        "reasons": list(item.reasons),
        "codes": list(item.codes),
        "severity": item.severity,
        "money": money(item.money),
        "title": item.title,
        "text": item.text,
        "value": item.value,
    }
