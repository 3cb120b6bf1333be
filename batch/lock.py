"""One run at a time on an output: a lock that the system releases when its process ends."""

from __future__ import annotations

import fcntl
import hashlib
import os
import socket
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from store.places import WORK


class LockedError(Exception):
    """Another run is writing there."""


@contextmanager
def locked(place: str) -> Iterator[None]:
    """Hold the lock of an output; LockedError where another process does.

    The lock of an object store is one of this machine: stores have none that a lost process frees.
    """
    if "://" in place:
        digest = hashlib.sha256(place.encode()).hexdigest()[:16]
        path = Path(tempfile.gettempdir()) / f"jixiao-{os.getuid()}-{digest}.lock"
    else:
        path = Path(place) / WORK / "lock"
        path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read(200).strip() or "another process"
            raise LockedError(
                f"{place} is being written by another run ({holder}): wait for it to end, or "
                "choose another folder with --out."
            ) from None
        file.truncate(0)
        started = datetime.now(UTC).isoformat(timespec="seconds")
        file.write(f"process {os.getpid()} on {socket.gethostname()}, since {started}\n")
        file.flush()
        yield
