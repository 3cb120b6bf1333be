"""What a person reads at night: a bar on a terminal, else a line now and then; a log of JSON."""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from batch.plan import Plan, Why
from batch.task import Outcome
from batch.watch import Watch
from commands.console import err, said
from commands.names import called, passed
from extract.words.text import inert
from say import told

_EVERY = 15.0


class Shown(Watch):
    """Shows a run on stderr, and logs it where a file is named."""

    def __init__(self, log: Path | None, *, quiet: bool = False) -> None:
        self.done = self.total = self.reused = 0
        self.writing = False
        """Is everything read, and are the tables written?"""
        self.refused: Counter[str] = Counter()
        self.last = ""
        self._log = _Log(log)
        self._quiet = quiet
        self._started = self._told = time.monotonic()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[figures]}"),
            console=err,
            disable=quiet or not err.is_terminal,
            transient=True,
        )
        self._task = self._bar.add_task("reading", total=None, figures="")

    def __enter__(self) -> Shown:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, _: object, __: TracebackType | None
    ) -> None:
        self._bar.stop()
        self._log.write("ended", failed=kind.__name__ if kind else None, **self._figures())
        self._log.close()

    def planned(self, plan: Plan, passed_over: tuple[str, ...]) -> None:
        """See Watch."""
        self.total = len(plan.to_read)
        self._started = self._told = time.monotonic()
        self._bar.update(self._task, total=self.total)
        why = Counter(each.why.value for each in plan.to_read)
        self._log.write(
            "planned", why=why, done=len(plan.done), gone=plan.gone, passed_over=passed(passed_over)
        )
        if plan.done and plan.to_read:
            self._line(f"{len(plan.done):,} documents are read already; reading {self.total:,}")

    def found_inside(self, documents: int) -> None:
        """See Watch."""
        self.total += documents
        self._bar.update(self._task, total=self.total)

    def read(self, outcome: Outcome, why: Why) -> None:
        """See Watch."""
        self.done += 1
        self.reused += not outcome.read
        if outcome.status == "refused":
            self.refused[outcome.reason or ""] += 1
            self.last = f"{called(outcome.reason)}: {outcome.name}"
        kept = ("name", "status", "reason", "message", "pages", "seconds", "read", "trace", "key")
        facts = {name: getattr(outcome, name) for name in kept}
        facts["message"] = outcome.message and told(outcome.message)
        self._log.write("document", why=why, **facts)
        name = inert(outcome.name, 40).replace("[", "\\[")
        figures = inert(self.figures(), 120).replace("[", "\\[")
        self._bar.update(self._task, completed=self.done, description=name, figures=figures)
        now = time.monotonic()
        if not err.is_terminal and now - self._told > _EVERY:
            self._told = now
            self._line(f"{self.done:,}/{self.total:,} documents, {self.figures()}")

    def lost(self, name: str, error: Exception) -> None:
        """See Watch."""
        self._log.write("lost", name=name, error=repr(error))
        self._line(f"A worker gave up {name} ({type(error).__name__}): it is read here.")

    def publishing(self, documents: int) -> None:
        """See Watch."""
        self.writing = True
        self._log.write("publishing", documents=documents)
        self._bar.update(self._task, description="writing the tables", figures="")

    def figures(self) -> str:
        """Rate, time that is left, and what was refused so far with the last reason."""
        rate = self.done / max(time.monotonic() - self._started, 0.001)
        left = (self.total - self.done) / rate if rate else 0.0
        refused = sum(self.refused.values())
        told = f", {refused:,} refused (last {self.last})" if refused else ""
        return f"{rate:,.1f} a second, {_duration(left)} left{told}"

    def _figures(self) -> dict[str, Any]:
        return {"done": self.done, "total": self.total, "refused": self.refused}

    def _line(self, text: str) -> None:
        if not self._quiet:
            err.print(said(text))


class _Log:
    """A log of JSON lines, each on disk when it is written; or none."""

    def __init__(self, path: Path | None) -> None:
        self._file: TextIO | None = None if path is None else path.open("a", encoding="utf-8")

    def write(self, event: str, **facts: Any) -> None:
        if self._file is not None:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            self._file.write(
                json.dumps({"at": at, "event": event, **facts}, ensure_ascii=False) + "\n"
            )
            self._file.flush()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()


def _duration(seconds: float) -> str:
    """A time as a person says it.

    >>> _duration(7), _duration(400), _duration(9000)
    ('7 s', '7 min', '2.5 h')
    """
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
