"""One run at a time on an output: a lock that the system releases when its process ends."""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from store.places import WORK
from store.private import private_folder


class LockedError(Exception):
    """Another run is writing there."""


@contextmanager
def locked(place: str) -> Iterator[None]:
    """Hold the lock of an output; LockedError where another process does.

    The lock of an object store is one of this machine: stores have none that a lost process frees.
    Who holds it stands in a file beside the lock, since Windows lets nobody read a locked one.
    """
    if "://" in place:
        digest = hashlib.sha256(place.encode()).hexdigest()[:16]
        path = private_folder() / f"{digest}.lock"
    else:
        path = Path(place) / WORK / "lock"
        path.parent.mkdir(parents=True, exist_ok=True)
    holder = path.with_name(f"{path.name}-holder")
    try:
        with FileLock(path, timeout=0):
            started = datetime.now(UTC).isoformat(timespec="seconds")
            told = f"process {os.getpid()} on {socket.gethostname()}, since {started}\n"
            holder.write_text(told, encoding="utf-8")
            yield
    except Timeout:
        raise LockedError(
            f"{place} is being written by another run ({_told(holder)}): wait for it to end, or "
            "choose another folder with --out."
        ) from None


def _told(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8")[:200].strip() or "another process"
    except OSError:
        return "another process"
