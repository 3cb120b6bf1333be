"""run.json: the run's own record, the only place of a dataset that knows a clock."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any

from normalize.records import SCHEMA_VERSION, TABLES

# parse_status of values in which a number, a date or a rhythm was read: docs/values.md, Confidence.
_TYPED = ("full", "partial")
LISTED = 1000
"""Documents that run.json names one by one; all of them are in the table `documents`."""


COUNTED = (
    *("fiscal_year", "path", "status", "reason", "message"),
    *("rows_seen", "rows_ignored", "rows_failed"),
    *("kind", "confidence", "parse_status", "code", "verdict", "corrections"),
)
"""The columns that figures are made from, of whatever table has them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a dataset holds: the same for the same documents, whenever they were read."""

    documents: int
    statuses: Mapping[str, int]
    reasons: Mapping[str, int]
    forms: int
    funding: int
    indicators: int
    rows_seen: int
    rows_ignored: int
    rows_failed: int
    kinds: Mapping[str, int]
    confidence: Mapping[str, int]
    typed: int
    issues: Mapping[str, int]
    checks: Mapping[str, int]
    rows: Mapping[str, int]
    """Rows of every table."""
    not_ok: Sequence[Mapping[str, str | None]]
    """Documents refused or read in part, the first thousand."""
    corrected: int = 0
    """Texts that corrections changed; those that did not fit are issues, `stale_correction`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed since the dataset was written the time before."""

    new: int = 0
    changed: int = 0
    gone: int = 0
    gone_paths: Sequence[str] = ()
    """Documents that left with their raw files, the first thousand."""
    rows: Mapping[str, int] = field(default_factory=dict)
    """Rows more (or, negative, fewer) by table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run: what the dataset holds now, what was done for it, and when."""

    figures: Figures
    difference: Difference
    passed_over: Sequence[str]
    read: int
    """Documents read in this run; the others were read before."""
    slowest: Sequence[Mapping[str, Any]]
    corrections_elsewhere: int
    """Corrections of documents that are not among the raw files."""
    corrections_remembered: bool
    """Were the corrections those of a run before, none being given?"""
    seconds: float
    started: str
    finished: str
    schema_version: str
    pipeline_version: str
    vocabulary_sha256: str

    @property
    def typed_share(self) -> float | None:
        """See `typed_share`."""
        return typed_share(self.figures)


def typed_share(figures: Figures) -> float | None:
    """Share of indicator rows whose value was read as number, date or rhythm."""
    return figures.typed / figures.indicators if figures.indicators else None


class Tally:
    """Counts rows as they pass, without keeping them."""

    def __init__(self) -> None:
        self._counts: dict[str, Counter[str]] = {
            name: Counter()
            for name in ("status", "reason", "kind", "confidence", "parse_status", "issue", "check")
        }
        self._sums: Counter[str] = Counter()
        self._rows: Counter[str] = Counter()
        self._not_ok: list[Mapping[str, str | None]] = []

    def add(self, table: str, rows: Mapping[str, Sequence[Any]]) -> None:
        """Count the rows of a table, given as columns."""
        self._rows[table] += len(rows["fiscal_year"])
        self._sums["corrected"] += sum(map(len, rows.get("corrections", ())))
        match table:
            case "documents":
                self._add_documents(rows)
            case "indicators":
                for name in ("kind", "confidence", "parse_status"):
                    self._counts[name].update(map(str, rows[name]))
            case "issues":
                self._counts["issue"].update(map(str, rows["code"]))
            case "checks":
                self._counts["check"].update(map(str, rows["verdict"]))

    def _add_documents(self, rows: Mapping[str, Sequence[Any]]) -> None:
        self._counts["status"].update(rows["status"])
        self._counts["reason"].update(filter(None, rows["reason"]))
        for name in ("rows_seen", "rows_ignored", "rows_failed"):
            self._sums[name] += sum(rows[name])
        told = ("path", "status", "reason", "message")
        for row in zip(*(rows[name] for name in told), strict=True):
            if row[1] in ("refused", "partial") and len(self._not_ok) < LISTED:
                self._not_ok.append(dict(zip(told, row, strict=True)))

    def merge(self, other: Tally) -> None:
        """Add what another one counted, of other rows."""
        for name, counts in other._counts.items():
            self._counts[name].update(counts)
        self._sums.update(other._sums)
        self._rows.update(other._rows)
        merged = (*self._not_ok, *other._not_ok)
        self._not_ok = sorted(merged, key=lambda each: str(each["path"]))[:LISTED]

    def plain(self) -> dict[str, Any]:
        """What was counted, as JSON keeps it."""
        counts = {name: dict(each) for name, each in self._counts.items()}
        sums, rows = dict(self._sums), dict(self._rows)
        return {"counts": counts, "sums": sums, "rows": rows, "not_ok": self._not_ok}

    @classmethod
    def of_plain(cls, told: Mapping[str, Any]) -> Tally:
        """A tally that was kept. Raises KeyError, TypeError where it is none."""
        tally = cls()
        for name, counts in tally._counts.items():
            counts.update(told["counts"][name])
        tally._sums.update(told["sums"])
        tally._rows.update(told["rows"])
        tally._not_ok = list(told["not_ok"])
        return tally

    def figures(self) -> Figures:
        """What was counted so far."""
        return Figures(
            documents=self._rows["documents"],
            statuses=_sorted(self._counts["status"]),
            reasons=_sorted(self._counts["reason"]),
            forms=self._rows["forms"],
            funding=self._rows["funding"],
            indicators=self._rows["indicators"],
            rows_seen=self._sums["rows_seen"],
            rows_ignored=self._sums["rows_ignored"],
            rows_failed=self._sums["rows_failed"],
            kinds=_sorted(self._counts["kind"]),
            confidence=_sorted(self._counts["confidence"]),
            typed=sum(self._counts["parse_status"][status] for status in _TYPED),
            issues=_sorted(self._counts["issue"]),
            checks=_sorted(self._counts["check"]),
            rows={table.name: self._rows[table.name] for table in TABLES},
            not_ok=self._not_ok,
            corrected=self._sums["corrected"],
        )


def record(  # noqa: PLR0913 -- a record has as many facts
    figures: Figures,
    difference: Difference,
    metadata: Mapping[str, str],
    *,
    passed_over: Iterable[str],
    read: int,
    slowest: Iterable[Mapping[str, Any]],
    corrections_elsewhere: int,
    corrections_remembered: bool,
    started: float,
    finished: float,
) -> RunRecord:
    """The record of a run; `started` and `finished` in seconds of the epoch."""
    return RunRecord(
        figures=figures,
        difference=difference,
        passed_over=tuple(passed_over),
        read=read,
        slowest=tuple(slowest),
        corrections_elsewhere=corrections_elsewhere,
        corrections_remembered=corrections_remembered,
        seconds=round(finished - started, 3),
        started=_clock(started),
        finished=_clock(finished),
        schema_version=SCHEMA_VERSION,
        pipeline_version=metadata["pipeline_version"],
        vocabulary_sha256=metadata["vocabulary_sha256"],
    )


def as_dict(record: RunRecord) -> dict[str, Any]:
    """The record as plain values: the figures first, the typed share included."""
    plain = asdict(record)
    figures: dict[str, Any] = plain.pop("figures")
    return figures | plain | {"typed_share": record.typed_share}


def as_json(record: RunRecord) -> str:
    """The text of run.json."""
    return json.dumps(as_dict(record), ensure_ascii=False, indent=2) + "\n"


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items()))


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")
