"""One raw file → its records, whatever happens to it: the walls around a single document."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace

from batch.raw.discover import Found
from extract import load, read_document
from extract.model import Reason, Refused, Source
from normalize.corrections.replay import Correction, apply_corrections, lapsed
from normalize.documents import Records, normalize_document, normalize_refusal, unread

DEFECT = "A defect of the program was met in this file: report it with the file."

_LOG = logging.getLogger("jixiao")


def work(found: Found) -> Records:
    """Read one file in this very process; a defect becomes its status, never an exception."""
    try:
        return read_file(found)
    except Exception as error:  # noqa: BLE001 -- a defect met in one file must not cost the others theirs
        _LOG.exception("crashed while reading %r", found.name)
        reason = Reason.RESOURCE_LIMIT if isinstance(error, MemoryError) else Reason.CRASHED
        return refused(found, Refused(reason, DEFECT))


def read_file(found: Found) -> Records:
    """Read and normalize one file. A refusal is a record; defects are raised."""
    try:
        source = _stated(load(found.path, found.name), found)
    except Refused as refusal:
        return refused(found, refusal)
    except OSError as error:
        advice = f"The file cannot be opened ({error.strerror}): check its permissions."
        return refused(found, Refused(Reason.DAMAGED, advice))
    corrections = [
        each
        for each in map(Correction.of_text, found.corrections)
        if each.sha256 == source.sha256  # the file may have changed since they were chosen
    ]
    try:
        return normalize_document(source, apply_corrections(read_document(source), corrections))
    except Refused as refusal:
        lost = (lapsed(each, "the document was not read") for each in dict.fromkeys(corrections))
        return normalize_refusal(source, refusal, lost)


def refused(
    found: Found, refusal: Refused, sha256: str | None = None, size: int | None = None
) -> Records:
    """The records of a file that was not read; without its hash, its id is that of its path."""
    name = hashlib.sha256(found.name.encode("utf-8", "surrogateescape")).hexdigest()
    source = _stated(Source(name=found.name, data=b"", sha256=sha256 or name), found)
    corrections = map(Correction.of_text, dict.fromkeys(found.corrections))
    lost = (lapsed(each, "the document was not read") for each in corrections)
    records = normalize_refusal(source, refusal, lost)
    if sha256 is None:
        return unread(records)
    return replace(records, document=replace(records.document, bytes=size))


def _stated(source: Source, found: Found) -> Source:
    """The source with what manifest.csv states of it."""
    return replace(
        source,
        publisher=found.stated.publisher,
        fiscal_year=found.stated.fiscal_year,
        source_url=found.stated.source_url,
        retrieved_on=found.stated.retrieved_on,
    )
