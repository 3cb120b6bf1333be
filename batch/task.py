"""What travels to a worker and comes back: small references, never records."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache

from batch.raw.discover import Found
from extract.model import Member

GIGABYTE = 1024**3
READER = f"{__name__.removesuffix('batch.task')}pipeline:read_document"
"""The function that a child runs on a document, module and name: all that is known of it here."""


Corrections = Mapping[str, tuple[str, ...]]
"""SHA-256 of a file → the corrections that concern it, each a text; its result depends on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one document may cost. They decide over refusals only, so no result depends on them."""

    seconds: float = 60.0
    seconds_a_page: float = 2.0
    memory: int = 2 * GIGABYTE
    """Address space of the child process, in bytes."""
    result: int = 256 * 1024 * 1024
    """Most bytes that the records of a document may have, packed or unpacked."""
    documents_a_child: int = 128
    """A child serves so many documents at the most; its successor starts afresh."""

    def deadline(self, pages: int) -> float:
        """Seconds that a document of so many pages has."""
        return self.seconds + self.seconds_a_page * pages

    def here(self) -> str:
        """What a document is read under: these limits, on a machine like this one.

        A refusal for time, memory or a crash holds under the like of them only.
        """
        return _here(self)


@cache
def _here(limits: Limits) -> str:
    machine = (platform.system(), platform.machine(), os.cpu_count(), _memory() >> 30)
    return json.dumps([*asdict(limits).values(), *machine])


def _memory() -> int:
    """Bytes of memory of the machine; 0 where it does not say."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows has no sysconf
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One document to read: where it is, where its result goes, what it may cost."""

    found: Found
    out: str
    """Place of the store that takes the result."""
    identity: str
    """Hash of everything but the document that a result depends on: see identity.py."""
    corrections: Corrections = field(default_factory=dict)
    again: bool = False
    """Read it even where a result is there."""
    limits: Limits = field(default_factory=Limits)
    reader: str = READER
    ocr: str = "auto"
    """Whether pages are read from their pictures: auto, never or always."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a task. The records are in the store, under the key."""

    name: str
    version: str
    """State of the raw file that was read; empty where it changed meanwhile."""
    content: str
    """SHA-256 of the bytes; of a file that was not opened, what is known of it instead."""
    key: str
    result: str
    """Checksum of the result file: a document that is read again may have another one."""
    identity: str
    conditions: str
    """Limits and machine under which it was read: see Limits.here."""
    status: str
    reason: str | None = None
    message: str | None = None
    pages: int | None = None
    members: tuple[Member, ...] = ()
    """Documents that lie in it."""
    opens: bool = True
    """Were they to be documents of their own?"""
    seconds: float = 0.0
    read: bool = True
    """False where a result of these very bytes was there already."""
    trace: str | None = None
    """Where the program failed, for whoever mends it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How a run is done; but for corrections and `ocr`, none of it changes what is published of a
    document that is read.
    """

    jobs: int | None = None
    """Documents read at once; as many as there are processors where it is None."""
    cluster: str | None = None
    """Address of a Dask scheduler whose workers read."""
    limits: Limits = field(default_factory=Limits)
    corrections: Corrections = field(default_factory=dict)
    """Where there are none, those that OUT remembers are replayed."""
    forget_corrections: bool = False
    """Drop those that OUT remembers."""
    remembered: bool = False
    """Are the corrections those of a run before? Set by batch/remembered.py."""
    ocr: str = "auto"
    """Whether pages are read from their pictures: auto, never or always."""
    retry: frozenset[str] | None = None
    """Read refused documents again: those refused for these reasons, all where it is empty."""
    contacts: bool = False
    """Publish names and numbers of contact persons; they are withheld otherwise."""
    reader: str = READER
