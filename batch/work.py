"""One raw file → its records, whatever happens to it: the walls around a single document."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import replace

from batch.discover import Found
from extract import load, read_document
from extract.model import Reason, Refused, Source
from normalize.documents import Records, normalize_document, normalize_refusal, unread

_LOG = logging.getLogger("jixiao")


def work(found: Found) -> Records:
    """Read and normalize one file; what goes wrong becomes its status, never an exception."""
    try:
        source = load(found.path, found.name)
    except Refused as refusal:
        return unread(normalize_refusal(_unread(found), refusal))
    except OSError as error:
        advice = f"The file cannot be opened ({error.strerror}): check its permissions."
        return unread(normalize_refusal(_unread(found), Refused(Reason.DAMAGED, advice)))
    source = _stated(source, found)
    try:
        return normalize_document(source, read_document(source))
    except Refused as refusal:
        return normalize_refusal(source, refusal)
    except Exception:  # noqa: BLE001 -- a defect met in one file must not cost the others theirs
        _LOG.exception("crashed while reading %r", found.name)
        advice = "A defect of the program was met in this file: report it with the file."
        return normalize_refusal(source, Refused(Reason.CRASHED, advice))


def _stated(source: Source, found: Found) -> Source:
    """The source with what manifest.csv states of it."""
    return replace(
        source,
        publisher=found.stated.publisher,
        fiscal_year=found.stated.fiscal_year,
        source_url=found.stated.source_url,
        retrieved_on=found.stated.retrieved_on,
    )


def _unread(found: Found) -> Source:
    """A file of which not even the bytes are known: its id is that of its path."""
    name = hashlib.sha256(found.name.encode("utf-8", "surrogateescape")).hexdigest()
    return _stated(Source(name=found.name, data=b"", sha256=name), found)
