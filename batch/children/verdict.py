"""What is said of a document, by the last word of its child or by the way it died."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass

from batch.children.child import too_much_memory
from batch.children.refusal import DEFECT
from batch.task import Limits
from extract.model import Reason, Refused

_FROM_OUTSIDE = tuple(
    getattr(signal, name)
    for name in ("SIGKILL", "SIGTERM", "SIGINT", "SIGHUP", "SIGQUIT")
    if hasattr(signal, name)
)
"""No limit of ours and no defect of a document ends a process by these: the system does, which has
no memory left for all, or a person."""
_KILLED = (
    "Its process was ended from outside, twice, the second time with nothing beside it: the "
    "machine may have too little memory. Run it again on a larger one, or with less beside it."
)
_NEAR = 0.75
"""A child that dies with this share of its memory in use died of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of a document: its result file, or a refusal.

    `fault`: a defect met in it; `outside`: its child was ended from outside, which is no verdict.
    """

    data: bytes | None = None
    refusal: Refused | None = None
    fault: bool = False
    outside: bool = False
    trace: str = ""
    pages: int | None = None


def fault(reason: Reason, advice: str, trace: str = "", pages: int | None = None) -> Verdict:
    """A refusal by a defect that was met in the document."""
    return Verdict(refusal=Refused(reason, advice), fault=True, trace=trace, pages=pages)


def failure(data: bytes, pages: int | None) -> Verdict:
    """What a child says of the document that it failed on."""
    try:
        said = json.loads(data)
        reason, advice, trace = Reason(said["reason"]), str(said["advice"]), str(said["trace"])
    except (ValueError, KeyError, TypeError):
        return fault(Reason.CRASHED, DEFECT, pages=pages)
    return fault(reason, advice, trace, pages)


def timeout(limits: Limits, pages: int | None) -> Verdict:
    """A document that took longer than its deadline."""
    allowed = limits.deadline(pages or 0)
    advice = (
        f"Reading it takes more than {allowed:,.0f} seconds: try again with a longer --deadline, "
        "or split the file."
    )
    return Verdict(refusal=Refused(Reason.TIMEOUT, advice), pages=pages)


def overgrown(limits: Limits, pages: int | None) -> Verdict:
    """A document that takes more memory than it may, as it is seen from outside."""
    return fault(Reason.RESOURCE_LIMIT, too_much_memory(limits), pages=pages)


def of_death(number: int, kilobytes: int, limits: Limits, pages: int | None) -> Verdict:
    """The verdict of a child that died without its last word, by that signal (0: by none)."""
    if number and number == getattr(signal, "SIGXCPU", None):
        return timeout(limits, pages)
    if number in _FROM_OUTSIDE:
        refusal = Refused(Reason.RESOURCE_LIMIT, _KILLED)
        return Verdict(refusal=refusal, outside=True, pages=pages)
    if kilobytes * 1024 > _NEAR * limits.memory:
        return fault(Reason.RESOURCE_LIMIT, too_much_memory(limits), pages=pages)
    how = f"died of {signal.Signals(number).name}" if number else "ended without a word"
    return fault(Reason.CRASHED, f"Reading it {how}: report it with the file.", pages=pages)
