"""All results of a run on the base of facts: what has changed since, and what hangs on it."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from batch.results.column_types import ResultError
from batch.results.file import LostError, decode_facts, unpack_facts
from batch.results.shelf import Shelf
from normalize.records import BudgetLineRecord, BudgetTableRecord
from publish.run_record import Tally
from publish.tables.carried import Before
from publish.tables.survey import DESCRIPTOR
from reconcile.between.base import Base
from reconcile.between.check import Between

_FILES, _TALLIES = "files", "tallies"


@dataclass(slots=True)
class Gathered:
    """What is published of each document, and what its checks hang on; what has changed."""

    shelf: Shelf
    base: Base
    between: Between
    printed: dict[str, str] = field(default_factory=dict)
    """Name → what its rows derive from."""
    checked: dict[str, str] = field(default_factory=dict)
    """Name of each document that is no copy → what its checks derive from."""
    new_rows: set[str] = field(default_factory=set)
    """Documents whose rows are not in the dataset before."""
    new_checks: set[str] = field(default_factory=set)

    def document_id(self, name: str, identity: str) -> str:
        """The id under which a document is published."""
        copy = self.shelf.copies.get(name)
        return identity if copy is None else f"{identity}-{copy.number}"

    def before(self, files: Mapping[str, Path]) -> Before:
        """What of a dataset in place stays."""
        ids = self.base.ids()
        rows = {
            self.document_id(name, ids[name]): name for name in self.printed.keys() - self.new_rows
        }
        checks = {ids[name]: name for name in self.checked.keys() - self.new_checks}
        tables = {name.partition("/")[0] for name in files}
        kept = {table: checks if table == "checks" else rows for table in tables}
        return Before(files=files, kept=kept)

    def note(self, files: Mapping[str, str], tallies: Mapping[str, Tally]) -> None:
        """Write down what was published, in files with these hashes."""
        told = ((name, text, self.checked.get(name)) for name, text in self.printed.items())
        self.base.published(told)
        self.base.set_about(_FILES, digest(files))
        plain = {name: tally.plain() for name, tally in tallies.items()}
        self.base.set_about(_TALLIES, json.dumps(plain, ensure_ascii=False))


def gather(
    shelf: Shelf,
    base: Base,
    stated: Collection[str],
    *,
    afresh: bool,
) -> Gathered:
    """Enter what is new into the base, and tell what has changed since what it tells of.

    With `afresh` everything has. Raises LostError.
    """
    _enter(shelf, base)
    shelf.find_copies(tuple(base.twins()), stated)
    base.own(shelf.copies)

    def tables(name: str) -> tuple[list[BudgetTableRecord], list[BudgetLineRecord]]:
        result = shelf.result(name)
        return result.rows("budget_tables"), result.rows("budget_lines")

    gathered = Gathered(shelf, base, Between(base, unpack_facts, tables))
    results = base.results()
    gathered.printed = {name: _printed(name, results, shelf) for name in sorted(results)}
    gathered.checked = dict(gathered.between.signatures())
    was = {} if afresh else dict(_was(base))
    nothing = (None, None)
    gathered.new_rows = {n for n, x in gathered.printed.items() if was.get(n, nothing)[0] != x}
    gathered.new_checks = {n for n, x in gathered.checked.items() if was.get(n, nothing)[1] != x}
    gathered.between.look(gathered.new_checks)
    return gathered


def tallies(base: Base) -> dict[str, Tally]:
    """Published file → what it holds, as it was noted."""
    try:
        told = json.loads(base.about(_TALLIES) or "{}")
        return {name: Tally.of_plain(each) for name, each in told.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}


def tells_of(base: Base, files: Mapping[str, str]) -> bool:
    """Is what was noted about these very files?"""
    return (
        bool(files)
        and base.about(_FILES) == digest(files)
        and files.keys() <= {*tallies(base), DESCRIPTOR}
    )


def digest(files: Mapping[str, str]) -> str:
    """One hash over the files of a dataset with their hashes."""
    return sha256(json.dumps(sorted(files.items())).encode()).hexdigest()


def _enter(shelf: Shelf, base: Base) -> None:
    known = base.results()
    base.strike(known.keys() - shelf.keys.keys())
    lost: list[str] = []
    for name in sorted(shelf.keys):
        checksum = shelf.checksums[name]
        if known.get(name) != checksum:
            try:
                packed = decode_facts(shelf.bytes(name))
                base.enter(name, checksum, unpack_facts(packed), packed)
            except (ResultError, LostError):
                lost.append(name)
    if lost:
        raise LostError(tuple(lost))


def _printed(name: str, results: Mapping[str, str], shelf: Shelf) -> str:
    """What the rows of a document derive from: its result, of a copy its twin's as well."""
    copy = shelf.copies.get(name)
    return results[name] if copy is None else f"{results[name]} {copy} {results[copy.of]}"


def _was(base: Base) -> Iterator[tuple[str, tuple[str | None, str | None]]]:
    return ((name, (printed, checked)) for name, printed, checked in base.was())
