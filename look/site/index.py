"""What all documents share on the site: queue, lists, search, overview, words; in shards."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from look.code_names import code_names
from look.site.alike import Alike, alike
from look.site.bundles import Bundle
from look.site.counts import counted
from look.site.doubts import Item
from look.site.figures import write_figures
from look.site.files import write_data, write_packed, write_zipped
from look.site.overview import Overview
from look.site.packing import Packer
from look.site.plain import money, text_of_item, value_of_item
from look.site.queue import form_money
from look.site.search_files import SearchFiles
from normalize.records import IndicatorRecord, columns
from publish.tables.release import Release

QUEUE_SHARD, ALIKE_SHARD, DOCUMENT_SHARD, COUNT_SHARD = 400, 400, 1000, 20_000
"""Entries of a data file: some hundred kilobytes each, so that the first one opens at once."""
_FIRST = 6


class Index:
    """Gathers what is shared while documents pass by, and writes it at the end."""

    def __init__(self, site: Path, release: Release) -> None:
        self.site = site
        self.release = release
        self.documents = 0
        self.queued = 0
        self._packer = Packer()
        self._overview = Overview()
        self._years: set[int | None] = set()
        self._items: list[Item] = []
        self._lines: list[dict[str, Any]] = []
        self._counts: list[list[Any]] = []
        self._search = SearchFiles(site)
        self._shards = {"documents": 0, "queue": 0, "alike": 0, "figure-behind": 0}

    def add(self, bundle: Bundle, found: list[Item], page: dict[str, Any]) -> None:
        """Write a document's page and take note of it for what is shared."""
        document = bundle.document
        self.documents += 1
        self._overview.add(bundle, found)
        self._years.add(document.fiscal_year)
        self._items += found
        write_zipped(self.site, f"documents/{document.document_id}", page, self._packer)
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
        self._search.add(bundle)
        self._counts += counted(bundle, found)
        self._flush("documents", self._lines, DOCUMENT_SHARD)
        self._flush("figure-behind", self._counts, COUNT_SHARD)

    def close(self) -> None:
        """Write what is shared."""
        self._flush("documents", self._lines, 1)
        self._flush("figure-behind", self._counts, 1)
        queue = self._queue()
        write_data(
            self.site,
            "run",
            {
                "figures": self._overview.figures(),
                "years": sorted(self._years, key=lambda year: (year is not None, year)),
                "versions": dict(self.release.versions),
                "insight": write_figures(self.site, self.release, self._packer),
                "search": self._search.close(),
                "shards": self._shards,
                "queue": queue,
            },
        )
        write_data(self.site, "shared", self._packer.shared)
        write_data(self.site, "words", words())

    def _queue(self) -> dict[str, Any]:
        """Write the queue, forget what stands in it, and return what the site must know of it."""
        self.queued = len(self._items)
        reasons = Counter(reason for item in self._items for reason in item.reasons)
        groups = alike(self._items)
        self._items = []
        queue = [_group(group, number) for group, number in self._numbered(groups)]
        kinds, first = len(queue), queue[:_FIRST]
        while queue:
            self._flush("queue", queue, 1, at_most=QUEUE_SHARD)
        return {
            "count": self.queued,
            "kinds": kinds,
            "shard": ALIKE_SHARD,
            "reasons": {each: reasons[each] for each in sorted(reasons)},
            "first": first,
        }

    def _numbered(self, groups: list[Alike]) -> Iterator[tuple[Alike, int]]:
        """Groups, each with the number that its second doubt has among all those put away."""
        waiting: list[dict[str, Any]] = []
        number = 0
        for group in groups:
            yield group, number
            waiting += [_item(item) for item in group.items[1:]]
            number += len(group.items) - 1
            while len(waiting) >= ALIKE_SHARD:
                self._flush("alike", waiting, 1, at_most=ALIKE_SHARD)
        self._flush("alike", waiting, 1)

    def _flush(self, name: str, entries: list[Any], least: int, at_most: int | None = None) -> None:
        if len(entries) >= least:
            taken = entries[:at_most]
            write_packed(self.site, f"{name}-{self._shards[name]}", taken, self._packer)
            self._shards[name] += 1
            del entries[: len(taken)]


def words() -> dict[str, Any]:
    """Everything the site says, in both languages, and the names of codes, rules and columns."""
    text = Path(__file__).parent.joinpath("words.toml").read_text(encoding="utf-8")
    spoken: dict[str, Any] = tomllib.loads(text)
    return {
        "text": spoken["text"],
        "codes": {code: list(each) for code, each in code_names().items()},
        "columns": {name: [column.en, column.zh] for name, column, _ in columns(IndicatorRecord)},
    }


def _group(group: Alike, number: int) -> dict[str, Any]:
    """The first of doubts that are alike, how many they are, and where the others lie."""
    return _item(group.first) | {"alike": len(group.items), "others": number}


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.document_id,
        "form": f"b{item.table_no}" if item.table_no else item.form_no and str(item.form_no),
        "row": item.row_no,
        "page": item.page,
        "place": item.place if item.page is None else None,
        "path": item.path,
        "reasons": list(item.reasons),
        "codes": list(item.codes),
        "severity": item.severity,
        "money": money(item.money),
        "title": item.title,
        "text": text_of_item(item),
        "value": value_of_item(item),
    }
