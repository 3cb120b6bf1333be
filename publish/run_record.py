"""run.json: the run's own record, the only place of a dataset that knows a clock."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from normalize.records import SCHEMA_VERSION
from publish.parquet import PublishError

# parse_status of values in which a number, a date or a rhythm was read (VALUES.md section 6).
_TYPED = ("full", "partial")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """The figures of a run: what came in, what came out, what is doubtful."""

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
    not_ok: Sequence[Mapping[str, str | None]]
    passed_over: Sequence[str]
    seconds: float
    started: str
    finished: str
    schema_version: str
    pipeline_version: str
    vocabulary_sha256: str

    @property
    def typed_share(self) -> float | None:
        """Share of indicator rows whose value was read as number, date or rhythm."""
        return self.typed / self.indicators if self.indicators else None


def summarise(
    tables: Mapping[str, Sequence[Any]],
    metadata: Mapping[str, str],
    *,
    passed_over: Sequence[str],
    started: float,
    finished: float,
) -> RunRecord:
    """The figures of the tables of a run; `started` and `finished` in seconds of the epoch.

    `passed_over` names what lies in the raw folder and was not read, each with its reason.
    """
    documents, indicators = tables["documents"], tables["indicators"]
    return RunRecord(
        documents=len(documents),
        statuses=_count(each.status for each in documents),
        reasons=_count(each.reason for each in documents if each.reason),
        forms=len(tables["forms"]),
        funding=len(tables["funding"]),
        indicators=len(indicators),
        rows_seen=sum(each.rows_seen for each in documents),
        rows_ignored=sum(each.rows_ignored for each in documents),
        rows_failed=sum(each.rows_failed for each in documents),
        kinds=_count(str(row.kind) for row in indicators),
        confidence=_count(str(row.confidence) for row in indicators),
        typed=sum(row.parse_status in _TYPED for row in indicators),
        issues=_count(each.code for each in tables["issues"]),
        checks=_count(each.verdict for each in tables["checks"]),
        not_ok=[
            {
                "path": each.path,
                "status": each.status,
                "reason": each.reason,
                "message": each.message,
            }
            for each in documents
            if each.status in ("refused", "partial")
        ],
        passed_over=list(passed_over),
        seconds=round(finished - started, 3),
        started=_clock(started),
        finished=_clock(finished),
        schema_version=SCHEMA_VERSION,
        pipeline_version=metadata["pipeline_version"],
        vocabulary_sha256=metadata["vocabulary_sha256"],
    )


def as_dict(record: RunRecord) -> dict[str, Any]:
    """The record as plain values, the typed share included."""
    return asdict(record) | {"typed_share": record.typed_share}


def write_run_record(record: RunRecord, out: Path) -> Path:
    """Write run.json into the dataset's folder. Raises PublishError where it cannot."""
    path = out / "run.json"
    temporary = out / "run.json.part"
    text = json.dumps(as_dict(record), ensure_ascii=False, indent=2)
    try:
        temporary.write_text(text + "\n", encoding="utf-8")
        temporary.replace(path)
    except OSError as error:
        raise PublishError(f"{path} cannot be written ({error.strerror}).") from error
    return path


def _count(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")
