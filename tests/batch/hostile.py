"""What a child does with a document that is named after a misdeed: run in children by the tests."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

from batch.raw.discover import Found
from extract.readers.progress import announce
from normalize.documents import Records
from pipeline import read_document


def read(found: Found) -> Records:
    """Read a file, or do what its name says."""
    _SERVED.append(found.name)
    misdeed = found.name.rsplit("/", 1)[-1].split(".")[0]
    if misdeed == "killed_once":
        _killed_once(found)
    if misdeed in MISDEEDS:
        MISDEEDS[misdeed]()
    records = read_document(found)
    if misdeed == "out_of_range":
        return replace(records, document=replace(records.document, fiscal_year=99_999))
    if misdeed == "lies":
        return replace(records, document=replace(records.document, bytes="many"))
    return records


def _hang() -> None:
    while True:
        time.sleep(1)


def _spin() -> None:
    while True:
        pass


def _grab() -> None:
    _ = [bytearray(2**size) for size in range(26, 40)]


def _fill() -> None:
    """Take memory piece by piece, and use it."""
    held = []
    while True:
        held.append(b"x" * 2**24)
        time.sleep(0.01)


def _flood() -> None:
    sys.stdout.flush()
    while True:
        os.write(2, b"x" * 65536)


def _grandchild() -> None:
    """Leave processes behind that outlive any process group, then hang."""
    sleep = [sys.executable, "-c", "import time; time.sleep(600)  # jixiao-left-behind"]
    subprocess.Popen(sleep, start_new_session=True)
    subprocess.Popen(sleep)
    _hang()


def _write() -> None:
    with open("/dev/shm/jixiao-test" if os.path.isdir("/dev/shm") else "jixiao-test", "wb") as f:  # noqa: PTH112, PTH123, S108
        f.write(b"x" * 1_000_000)


def _long() -> None:
    announce(4)
    time.sleep(1.2)


def _deep() -> None:
    def down(depth: int) -> int:
        return down(depth + 1) + 1

    down(0)


_SERVED: list[str] = []


def _once_only() -> None:
    """Fail where another document was read in this process before."""
    if len(_SERVED) > 1:
        raise MemoryError


def _killed_once(found: Found) -> None:
    """Be killed from outside at the first reading, and at no other."""
    try:
        found.path.with_suffix(".once").mkdir()
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


MISDEEDS = {
    "once_only": _once_only,
    "hang": _hang,
    "spin": _spin,
    "fill": _fill,
    "grab": _grab,
    "flood": _flood,
    "grandchild": _grandchild,
    "write": _write,
    "long": _long,
    "deep": _deep,
    "segfault": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "abort": os.abort,
    "silent": lambda: os._exit(0),
    "killed": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "terminated": lambda: os.kill(os.getpid(), signal.SIGTERM),
    "defect": lambda: 1 // 0,
}
