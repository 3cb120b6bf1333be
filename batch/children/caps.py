"""What a process may take: caps of the system, where it has them, and what is seen from outside.

Linux caps address space, processor time, files and their size. Elsewhere the supervisor's deadline
holds always, and memory is watched from outside: docs/batches.md, What holds on which system.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import time
from typing import TYPE_CHECKING, Any

from batch.task import Limits

if TYPE_CHECKING:
    import resource
else:
    try:
        import resource
    except ImportError:  # Windows
        resource = None

GROWN = 512 * 1024
"""Kilobytes of resident memory at which a child ends after its document, and a new one begins."""
_FILES = 256


def confine(limits: Limits) -> None:
    """Cap what this process may take; it can never raise these caps again."""
    if resource is None:
        return
    if sys.platform == "linux":  # others have no such cap, or ignore it
        _cap(resource.RLIMIT_AS, limits.memory)
    _cap(resource.RLIMIT_CORE, 0)
    _cap(resource.RLIMIT_FSIZE, 0)  # a child writes no file
    _cap(resource.RLIMIT_NOFILE, _FILES)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


def _cap(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (most, most))


def more_cpu(seconds: float) -> None:
    """Let this process use so many seconds more from now; the kernel ends it beyond."""
    if resource is None:
        return
    spent = time.process_time()
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    soft = int(spent + seconds) + 1
    soft = soft if hard == resource.RLIM_INFINITY else min(soft, hard)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def peak() -> int:
    """Most resident memory of this process so far, in kilobytes; 0 where nobody says."""
    if resource is not None:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return resident() // 1024


def resident(process: int | None = None) -> int:
    """Bytes that a process holds now with all that it started; 0 where nobody says, or it ended."""
    watched = _watched(process)
    if watched is None:
        return 0
    psutil, family = watched
    held = 0
    for each in family:
        with contextlib.suppress(psutil.Error):
            held += each.memory_info().rss
    return held


def kill_family(process: int) -> None:
    """End a process with all that it started, where the system lists them."""
    watched = _watched(process)
    if watched is None:
        return
    psutil, family = watched
    for each in reversed(family):
        with contextlib.suppress(psutil.Error):
            each.kill()


def _watched(process: int | None) -> tuple[Any, list[Any]] | None:
    try:
        import psutil  # noqa: PLC0415 -- where no kernel caps memory
    except ImportError:
        return None
    try:
        first = psutil.Process(process)
        return psutil, [first, *first.children(recursive=True)]
    except psutil.Error:
        return None
