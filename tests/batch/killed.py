"""A run that kills itself at a named point: `python -m tests.batch.killed POINT NTH RAW OUT`.

The points are put around the production code here, not into it.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pipeline
import publish.tables.swap
from batch.task import Options
from store.places import LocalStore


def die() -> None:
    """End as the machine would end it."""
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)


def at_the(nth: int, function: Callable[..., Any], *, after: bool) -> Callable[..., Any]:
    """The function, dying before or after its nth call; and it reads one document at a time."""
    calls = 0

    def wrapped(*args: Any, **kwargs: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == nth and not after:
            die()
        done = function(*args, **kwargs)
        if calls == nth:
            die()
        return done

    return wrapped


def main() -> None:
    """Run until the point."""
    point, nth, raw, out = sys.argv[1], float(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    count = int(nth)
    if point == "after the temporary write":
        Path.replace = at_the(count, Path.replace, after=False)
    elif point == "after the rename":
        Path.replace = at_the(count, Path.replace, after=True)
    elif point == "before the swap":
        publish.tables.swap.Staged.swap_in = at_the(
            1, publish.tables.swap.Staged.swap_in, after=False
        )
    elif point == "during the swap":
        LocalStore.take_in = at_the(count, LocalStore.take_in, after=True)
    elif point == "after the swap":
        publish.tables.swap.Staged.swap_in = at_the(
            1, publish.tables.swap.Staged.swap_in, after=True
        )
    elif point == "some time":
        threading.Timer(nth, die).start()
    pipeline.run(raw, out, options=Options(jobs=1))
    if point == "some time":
        os._exit(0)  # it was faster than its death


if __name__ == "__main__":
    main()
