"""Inside a child process: read documents one after the other, under limits.

The supervisor sends the document as JSON; the child answers with page counts while it reads, then
with one reply.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from batch.children.caps import GROWN, confine, more_cpu, peak
from batch.children.messages import FAILURE, OVER, PAGES, RESULT, receive, send
from batch.children.refusal import DEFECT
from batch.raw.discover import Found
from batch.raw.manifest import Stated
from batch.results.file import encode
from batch.task import Limits
from extract.model import Reason, Refused
from normalize.document_records import Records

Read = Callable[[Found], Records]


def order(found: Found, limits: Limits) -> bytes:
    """A document to read, as it travels to a child."""
    known = asdict(found) | {"path": os.fsencode(found.path).hex()}
    return json.dumps({"found": known, "limits": asdict(limits)}, default=str).encode()


def _ordered(data: bytes) -> tuple[Found, Limits]:
    told = json.loads(data)
    known, limits = told["found"], Limits(**told["limits"])
    stated = known["stated"]
    day = stated["retrieved_on"]
    known["stated"] = Stated(**stated | {"retrieved_on": day and date.fromisoformat(day)})
    known["path"] = Path(os.fsdecode(bytes.fromhex(known["path"])))
    known["corrections"] = tuple(known["corrections"])
    known["inside"] = tuple(known["inside"])
    return Found(**known), limits


def serve(channel: socket.socket, read: Read) -> None:
    """Read what the supervisor sends until it sends no more, or the child has had enough."""
    served = 0
    while (message := receive(channel, 1 << 26)) is not None:
        found, limits = _ordered(message[1:])
        if not served:
            confine(limits)
        served += 1
        kind, data = _answer(channel, read, found, limits)
        full = served >= limits.documents_a_child or peak() > GROWN
        if kind == RESULT and full:
            kind = OVER
        send(channel, kind, data)
        if kind != RESULT:
            return


def _answer(
    channel: socket.socket, read: Read, found: Found, limits: Limits
) -> tuple[bytes, bytes]:
    from extract.readers.progress import listening  # noqa: PLC0415 -- the zygote has loaded it

    def pages_found(pages: int) -> None:
        more_cpu(limits.deadline(pages))
        send(channel, PAGES, str(pages).encode())

    more_cpu(limits.deadline(0))
    try:
        with listening(pages_found):
            return RESULT, _encoded(read(found), limits)
    except Exception as error:  # noqa: BLE001 -- whatever it is, it is this document's
        refusal = _refusal(error, limits)
        said = {"reason": refusal.reason.value, "advice": refusal.advice}
        trace = traceback.format_exc()[-4000:] if refusal.reason is Reason.CRASHED else ""
        return FAILURE, json.dumps(said | {"trace": trace}).encode()


def _encoded(records: Records, limits: Limits) -> bytes:
    data = encode(records)
    if len(data) > limits.result:
        raise Refused(Reason.RESOURCE_LIMIT, too_large_result(limits))
    return data


def _refusal(error: Exception, limits: Limits) -> Refused:
    """What is published of a document in which this error was met."""
    if isinstance(error, Refused):
        return error
    if isinstance(error, RecursionError):
        return Refused(Reason.RESOURCE_LIMIT, NESTED)
    full = isinstance(error, OSError) and error.errno in _FULL
    if full or isinstance(error, MemoryError):
        return Refused(Reason.RESOURCE_LIMIT, too_much_memory(limits))
    return Refused(Reason.CRASHED, DEFECT)


_FULL = (errno.EFBIG, errno.ENOMEM, errno.EMFILE)
NESTED = "It is nested deeper than any printed document: have a person look at it."


def too_much_memory(limits: Limits) -> str:
    """Advice for a document that wants more memory than it gets."""
    return (
        f"Reading it takes more than {limits.memory / 1024**2:,.0f} MiB of memory: split the file, "
        "or allow more with --memory."
    )


def too_large_result(limits: Limits) -> str:
    """Advice for a document of which more is read than anybody prints."""
    return f"Its records have more than {limits.result / 1024**2:,.0f} MiB: split the file."


def live(channel: socket.socket, read: Read) -> None:
    """What a fresh child does from its first to its last moment; it never returns."""
    status = 1
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        serve(channel, read)
        status = 0
    except BaseException:  # noqa: BLE001 -- its last word: nothing may run on in a copied process
        with contextlib.suppress(OSError, ValueError):  # nobody may listen any more
            traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(status)


def dying_with_parent() -> Any:
    """Linux: end with the process that forked this one, whatever ended that; else nothing."""
    return _prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def adopting_orphans() -> Any:
    """Linux: become the parent of grandchildren whose parent ended; else nothing."""
    return _prctl(36, 1)  # PR_SET_CHILD_SUBREAPER


def _prctl(option: int, value: int) -> int | None:
    import ctypes  # noqa: PLC0415 -- where the system has it

    try:
        return int(ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0))
    except (OSError, AttributeError, TypeError):  # Windows has no library without a name
        return None
