"""One task, wherever it runs: a reference comes in, a result file is put into the store."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from threading import Lock

from batch.children.refusal import DEFECT, refused
from batch.children.supervisors import alone_supervisor, supervisor
from batch.children.verdict import Verdict
from batch.raw.discover import Found
from batch.results.column_types import ResultError
from batch.results.file import Result, decode, encode, result_hash, result_of
from batch.results.identity import result_key
from batch.task import Outcome, Task
from extract.limits import MOST_BYTES
from extract.model import Reason, Refused
from store.places import WORK, Entry, Store, local_entry, open_store

UNDER_CONDITIONS = (Reason.CRASHED, Reason.TIMEOUT, Reason.RESOURCE_LIMIT)
"""Refusals that speak of the limits and the machine as much as of the document."""
_ATTEMPTS = 3
_HASHED = 64
"""Length of a SHA-256; a file that could not be opened is looked at again in every run."""
_SETTLED = 2.0
"""Seconds after a change in which a second one may leave the same time on the file."""


def read_one(task: Task) -> Outcome:
    """Read one document in a child process, unless a result of these very bytes is there."""
    for _ in range(_ATTEMPTS):
        with _at_hand(task.found) as (file, before):
            content = file.content or content_of(file.path, before)
            found = replace(file, corrections=task.corrections.get(content, ()), ocr=task.ocr)
            outcome = _known(task, found, before, content) or _read(task, found, before, content)
        if outcome is not None:
            return outcome
    advice = "The file changed whenever it was read: run again when it is complete."
    records = refused(task.found, Refused(Reason.DAMAGED, advice))
    return _kept(task, task.found, "changing", encode(records), result_of(records))


def known(task: Task) -> Outcome | None:
    """The outcome of a file on disk whose result is there already; nothing is read or written."""
    before = entry_of(task.found)
    content = task.found.content or content_of(task.found.path, before)
    found = replace(task.found, corrections=task.corrections.get(content, ()), ocr=task.ocr)
    return _known(task, found, before, content)


def _known(task: Task, found: Found, before: Entry | None, content: str) -> Outcome | None:
    """The outcome of a result that is there; None where there is none, or it is damaged."""
    key = result_key(task.identity, found, content)
    data = None if task.again else _store(task.out).read(result_path(key))
    try:
        result = None if data is None else decode(data)
    except ResultError:
        return None
    if data is None or result is None or not _is_of(result, found, content):
        return None
    if result.document.reason in UNDER_CONDITIONS:
        return None  # it may be from another machine, or under other limits
    version = _settled(task, before, content)
    return replace(_outcome(task, content, key, data, result), version=version, read=False)


def _is_of(result: Result, found: Found, content: str) -> bool:
    """Is it about this file? A result may have come into the place of another by a copy."""
    document = result.document
    return document.path == found.name and document.sha256 in (None, content)


def _read(task: Task, found: Found, before: Entry | None, content: str) -> Outcome | None:
    """The outcome of reading; None where the bytes read were others than those hashed."""
    started = time.monotonic()
    with supervisor(task.reader) as reader:
        verdict = reader.read(found, task.limits)
    if verdict.outside:  # perhaps for its neighbours' sake
        with alone_supervisor(task.reader) as reader:
            verdict = reader.read(found, task.limits)
    seconds = round(time.monotonic() - started, 3)
    data, result = _result(verdict, task, content, before)
    if result.document.sha256 not in (None, content):
        return None
    outcome = _kept(task, found, content, data, result)
    version = _settled(task, before, content)
    return replace(outcome, version=version, seconds=seconds, trace=verdict.trace or None)


def _kept(task: Task, found: Found, content: str, data: bytes, result: Result) -> Outcome:
    """Put a result into the store.

    Waiting until it is on disk would take as long as reading it: what a power failure cuts off is
    known by its length or its checksum, and read again.
    """
    key = result_key(task.identity, found, content)
    _store(task.out).write(result_path(key), data, lasting=False)
    return _outcome(task, content, key, data, result)


def result_path(key: str) -> str:
    """Where the result of a key lies in the store."""
    return f"{WORK}/results/{key[:2]}/{key}"


def content_of(path: Path, entry: Entry | None) -> str:
    """SHA-256 of a file's bytes; of one that is not read at all, what is known instead."""
    if entry is None:
        return "gone"
    if entry.size > MOST_BYTES:
        return f"{entry.size} bytes"
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        return f"unreadable: {error.errno}"


def _result(
    verdict: Verdict, task: Task, content: str, entry: Entry | None
) -> tuple[bytes, Result]:
    """The result file of a verdict; what the child sent is checked before it is believed."""
    refusal = verdict.refusal
    if verdict.data is not None:
        try:
            return verdict.data, decode(verdict.data, task.limits.result).check()
        except ResultError as error:
            advice = f"{DEFECT} What was read of it fits no column: {error!s:.200}"
            refusal = Refused(Reason.CRASHED, advice)
    assert refusal is not None  # noqa: S101 -- a verdict has one of the two
    hashed = content if len(content) == _HASHED else None
    size = entry.size if entry and not task.found.inside else None
    records = refused(task.found, refusal, hashed, size)
    return encode(records), result_of(records)


def _outcome(task: Task, content: str, key: str, data: bytes, result: Result) -> Outcome:
    document = result.document
    return Outcome(
        name=task.found.name,
        version="",
        content=content,
        key=key,
        result=result_hash(data),
        identity=task.identity,
        conditions=task.limits.here(),
        status=document.status,
        reason=document.reason,
        message=document.message,
        pages=document.pages,
        members=result.members,
        opens=task.found.opens,
    )


def _settled(task: Task, before: Entry | None, content: str) -> str:
    """The file's state if it is the one that was read and will show any later change; else ''."""
    if len(content) != _HASHED or before is None or before != entry_of(task.found):
        return ""
    if task.found.store is not None:
        return task.found.version  # as it is listed: some stores tell it finer than of one object
    age = time.time() - task.found.path.stat().st_mtime
    return before.version if age > _SETTLED else ""


def entry_of(found: Found) -> Entry | None:
    """A raw file as it stands now; None where it is gone or out of reach."""
    try:
        if found.store is None:
            return local_entry(found.path, found.name)
        return _store(found.store).entry(found.path.as_posix())
    except OSError:
        return None


@contextmanager
def _at_hand(found: Found) -> Iterator[tuple[Found, Entry | None]]:
    """The file on a local disk, with its state before it was read."""
    before = entry_of(found)
    if found.store is None:
        yield found, before
    elif found.inside:
        with _FETCHING:  # many threads want documents of one archive
            held = _fetched(found.store, found.path.as_posix(), before)
            if not held.path.is_file():
                _fetched.cache_clear()  # the next one asks again
        yield replace(found, path=held.path, store=None), before
    else:
        held = _Fetched(found.store, found.path.as_posix(), before)
        try:
            yield replace(found, path=held.path, store=None), before
        finally:
            held.let_go()


class _Fetched:
    """An object on a local disk, until nobody holds it any more."""

    def __init__(self, store: str, name: str, entry: Entry | None) -> None:
        folder = tempfile.mkdtemp(prefix="jixiao-")
        self.let_go = weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        self.path = Path(folder) / "document"
        if entry is not None and entry.size <= MOST_BYTES:
            with suppress(OSError):  # it is then refused as a file that cannot be opened
                _store(store).fetch(name, self.path)
        elif entry is not None:
            with self.path.open("wb") as file:
                file.truncate(entry.size)  # its size alone will refuse it


_FETCHING = Lock()


@lru_cache(maxsize=2)
def _fetched(store: str, name: str, entry: Entry | None) -> _Fetched:
    return _Fetched(store, name, entry)


@lru_cache(maxsize=8)
def _store(place: str) -> Store:
    return open_store(place)
