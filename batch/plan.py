"""What is to be read and why, what is done, what is gone: the raw folder against the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from batch.one_task import UNDER_CONDITIONS, content_of, entry_of
from batch.raw.discover import Found
from batch.results.identity import result_key
from batch.task import Options, Outcome

PARTIAL, REFUSED = "partial", "refused"


class Why(StrEnum):
    """Why a file is read."""

    NEW = "new"
    CHANGED = "changed"
    """Its bytes, what manifest.csv states of it, or a correction."""
    PROGRAM = "program"
    """The program, its words or a library is another than the one that read it."""
    LOST = "result lost"
    RETRY = "retry"
    CONDITIONS = "other limits or machine"
    """It was refused for time, memory or a crash, under other limits or on another machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A file to read, and why."""

    found: Found
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A run before it begins."""

    to_read: tuple[Planned, ...] = ()
    done: tuple[Outcome, ...] = ()
    gone: tuple[str, ...] = ()
    """Files that were read before and are no longer there."""


def plan(  # noqa: PLR0913 -- the facts that decide
    files: Iterable[Found],
    outcomes: Mapping[str, Outcome],
    results: frozenset[str],
    identity: str,
    options: Options,
    *,
    exact: bool = False,
) -> Plan:
    """Compare the files with what became of them before.

    `results`: the keys of the results that are there. A file whose size, time and inode are
    those of the last time is taken to be the same, as make and git do; any other is hashed by
    whoever reads it, or, with `exact`, here.
    """
    to_read, done, names = [], [], set()
    for found in files:
        names.add(found.name)
        known = outcomes.get(found.name)
        why = _why(found, known, results, identity, options, exact=exact)
        if why is not None:
            to_read.append(Planned(found=found, why=why))
        elif known is not None:
            done.append(known)
    gone = tuple(sorted(outcomes.keys() - names))
    return Plan(to_read=tuple(to_read), done=tuple(done), gone=gone)


def _why(  # noqa: PLR0913 -- the facts that decide
    found: Found,
    known: Outcome | None,
    results: frozenset[str],
    identity: str,
    options: Options,
    *,
    exact: bool,
) -> Why | None:
    if known is None:
        return Why.NEW
    if known.status == REFUSED and _wanted(known.reason, options.retry):
        return Why.RETRY
    if not found.version or found.version != known.version:
        local = exact and found.store is None
        content = found.content or (content_of(found.path, entry_of(found)) if local else "")
        if content != known.content:
            return Why.CHANGED
    corrections = options.corrections.get(known.content, ())
    if (corrections, known.opens, options.ocr) != (found.corrections, found.opens, found.ocr):
        found = replace(found, corrections=corrections, opens=known.opens, ocr=options.ocr)
    if result_key(identity, found, known.content) != known.key:
        return Why.CHANGED if known.identity == identity else Why.PROGRAM
    if known.key not in results:
        return Why.LOST
    same = known.reason not in UNDER_CONDITIONS or known.conditions == options.limits.here()
    return None if same else Why.CONDITIONS


def _wanted(reason: str | None, retry: frozenset[str] | None) -> bool:
    """Is what was refused for this reason to be read again? None: nothing is; none named: all."""
    return retry is not None and (not retry or reason in retry)
