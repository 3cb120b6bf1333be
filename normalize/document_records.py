"""The records of a document; here are made those of one that is refused, or a copy of another.

No grammar of values is loaded for them: most processes only carry records to and fro.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import regex

from extract.model import Code, Issue, Member, Refused, Source
from normalize.codes.regions import is_elsewhere, region_of
from normalize.issues import Placed, normalize_issues
from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    DocumentRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
    IssueRecord,
)
from say import sentence_of

_PATH_YEAR = regex.compile(r"(?<!\d)(20[0-4]\d)(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that is published of one document."""

    document: DocumentRecord
    forms: tuple[FormRecord, ...] = ()
    funding: tuple[FundingRecord, ...] = ()
    indicators: tuple[IndicatorRecord, ...] = ()
    budget_tables: tuple[BudgetTableRecord, ...] = ()
    budget_lines: tuple[BudgetLineRecord, ...] = ()
    issues: tuple[IssueRecord, ...] = ()
    members: tuple[Member, ...] = ()
    """Documents that lie in it; they are read and published by themselves."""


def normalize_refusal(source: Source, refusal: Refused, issues: Iterable[Issue] = ()) -> Records:
    """The records of a document that could not be read: one row of documents, its issues."""
    year = source.fiscal_year or path_year(source.name)
    record = DocumentRecord(
        **provenance(source),
        format=None,
        read_by=None,
        encoding=None,
        pages=None,
        title=None,
        publisher=source.publisher,
        fiscal_year=year,
        status="refused",
        reason=refusal.reason.value,
        **as_said(refusal.advice),
        forms=0,
        rows_seen=0,
        rows_emitted=0,
        rows_ignored=0,
        rows_failed=0,
    )
    said = Issue(code=Code.DOCUMENT_REFUSED, text=refusal.advice)
    noted = (said, *doubts_of_region(source, None), *issues)
    placed = [Placed(issue=issue, year=year) for issue in noted]
    return Records(document=record, issues=normalize_issues(record.document_id, placed))


def unread(records: Records) -> Records:
    """The records of a file of which not even the bytes are known: no hash, no size."""
    return replace(records, document=replace(records.document, sha256=None, bytes=None))


def as_copy(records: Records, number: int, of: str) -> Records:
    """The records of a file that has the same bytes as another: its forms are not published twice.

    The id is that of the bytes with the number of the copy behind it, so that it stays a key. What
    its status says is true of it as well, and is said of it as well.
    """
    document = records.document
    same = f"The same bytes as {of}" + (
        ": what it holds is published there." if document.forms else "."
    )
    identity = f"{document.document_id}-{number}"
    counts: dict[str, Any] = dict.fromkeys(
        ("forms", "rows_seen", "rows_emitted", "rows_ignored", "rows_failed"), 0
    )
    message = " ".join(filter(None, (document.message, same)))
    record = replace(document, document_id=identity, **counts, **as_said(message))
    noted = [Issue(code=Code.DUPLICATE_DOCUMENT, text=of)]
    if code := _OF_STATUS.get(document.status):
        noted.insert(0, Issue(code=code, text=document.message or ""))
    placed = [Placed(issue=each, year=document.fiscal_year) for each in noted]
    return Records(document=record, issues=normalize_issues(identity, placed))


_OF_STATUS = {"refused": Code.DOCUMENT_REFUSED, "partial": Code.DOCUMENT_PARTIAL}


def document_id(sha256: str) -> str:
    """The id of a document: content, not run order."""
    return sha256[:16]


def provenance(source: Source) -> dict[str, Any]:
    """What documents says of where a file came from."""
    region = region_of(source.region_code or "")
    return {
        "document_id": document_id(source.sha256),
        "path": source.name,
        "sha256": source.sha256,
        "bytes": len(source.data),
        "source_url": source.source_url,
        "retrieved_on": source.retrieved_on,
        "container_path": source.container_path,
        "region_code": source.region_code,
        "region_level": region and region.level.value,
        "province": region and region.province,
    }


def doubts_of_region(source: Source, publisher: str | None) -> list[Issue]:
    """A stated region that no code can be, or that lies elsewhere than its publisher."""
    if source.region_code is None:
        return []
    region, body = region_of(source.region_code), source.publisher or publisher or ""
    if region is None:
        return [Issue(code=Code.REGION_UNKNOWN, text=source.region_code)]
    if is_elsewhere(region, body):
        text = f"{region.code} {region.province} / {body}"
        return [Issue(code=Code.REGION_CONTRADICTED, text=text)]
    return []


def as_said(message: str | None) -> dict[str, Any]:
    """A message with its name in the catalogue of sentences and what it tells."""
    sentence = sentence_of(message) if message else None
    return {
        "message": message,
        "message_code": sentence.name if sentence else None,
        "message_args": sentence.told if sentence else (),
    }


def path_year(name: str) -> int | None:
    """The last year that stands in a path."""
    years = _PATH_YEAR.findall(name)
    return int(years[-1]) if years else None
