"""The ledger of a run: what became of each raw file, so that it is not read again.

It only saves work. A result is found by what it was made from; where the ledger is lost, files are
hashed again and their results are found all the same.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, replace
from typing import Any

from batch.task import Outcome
from extract.model import Member
from store.places import WORK, Store

LEDGER = f"{WORK}/ledger.jsonl"
_EVERY = 30.0
_TEXTS = ("name", "version", "content", "key", "result", "identity", "conditions", "status")
_IF_ANY = ("reason", "message")


class Ledger:
    """Document's name → what became of it; saved every half minute and when it is closed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.outcomes: dict[str, Outcome] = {}
        for line in (store.read(LEDGER) or b"").splitlines():
            try:
                outcome = _outcome(json.loads(line))
            except (ValueError, TypeError, KeyError, AttributeError):
                continue  # of another version, or cut off: that file is hashed again
            self.outcomes[outcome.name] = outcome
        self._saved = time.monotonic()
        self._unsaved = False

    def note(self, outcome: Outcome) -> None:
        """Enter an outcome."""
        known = self.outcomes.get(outcome.name)
        if not outcome.read and known is not None and known.key == outcome.key:
            outcome = _again(outcome, known)
        self.outcomes[outcome.name] = outcome
        self._unsaved = True
        if time.monotonic() - self._saved > _EVERY:
            self.save()

    def keep_only(self, names: set[str]) -> None:
        """Strike out files that are gone."""
        for name in self.outcomes.keys() - names:
            del self.outcomes[name]
            self._unsaved = True

    def save(self) -> None:
        """Write it into the store."""
        if self._unsaved:
            lines = (json.dumps(_told(each), ensure_ascii=True) for each in self.outcomes.values())
            self.store.write(LEDGER, "".join(f"{line}\n" for line in lines).encode())
            self._unsaved = False
        self._saved = time.monotonic()


def _told(outcome: Outcome) -> dict[str, Any]:
    """An outcome as JSON takes it; but for its members it is flat, and there are many of them."""
    told = {name: getattr(outcome, name) for name in Outcome.__slots__}
    return told | {"members": [asdict(each) for each in outcome.members]}


def _outcome(told: dict[str, Any]) -> Outcome:
    texts = all(isinstance(told[name], str) for name in _TEXTS)
    if not (texts and all(isinstance(told[name], str | None) for name in _IF_ANY)):
        raise TypeError("a text that is none")
    members = tuple(Member(**each) for each in told.pop("members"))
    return Outcome(**told, members=members)


def _again(outcome: Outcome, known: Outcome) -> Outcome:
    """An outcome that was known already, with the time that its reading took."""
    return replace(outcome, seconds=known.seconds, trace=known.trace)
