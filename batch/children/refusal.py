"""The records of a document that was not read: one row that says why, and what a person can do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace

from batch.raw.discover import Found
from extract.model import Issue, Ocr, Refused, Source
from normalize.corrections.replay import Correction, lapsed
from normalize.document_records import Records, normalize_refusal, unread

DEFECT = "A defect of the program was met in this file: report it with the file."


def refused(
    found: Found, refusal: Refused, sha256: str | None = None, size: int | None = None
) -> Records:
    """The records of a file that was not read; without its hash, its id is that of its path."""
    name = hashlib.sha256(found.name.encode("utf-8", "surrogateescape")).hexdigest()
    source = as_stated(Source(name=found.name, data=b"", sha256=sha256 or name), found)
    corrections = map(Correction.of_text, found.corrections)
    records = normalize_refusal(source, refusal, not_replayed(corrections))
    if sha256 is None:
        return unread(records)
    return replace(records, document=replace(records.document, bytes=size))


def not_replayed(corrections: Iterable[Correction]) -> list[Issue]:
    """An issue for each correction of a document that could not be read."""
    return [lapsed(each, "the document was not read") for each in dict.fromkeys(corrections)]


def as_stated(source: Source, found: Found) -> Source:
    """The source with what manifest.csv states of it."""
    return replace(
        source,
        publisher=found.stated.publisher,
        fiscal_year=found.stated.fiscal_year,
        source_url=found.stated.source_url,
        retrieved_on=found.stated.retrieved_on,
        region_code=found.stated.region_code,
        container_path=found.container,
        opens=found.opens,
        ocr=Ocr(found.ocr),
    )
