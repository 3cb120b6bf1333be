"""Processes of our own beside this one, each with a socket to talk over."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[__name__.count(".")]
"""The folder from which the program is imported: a checkout, or where it is installed."""


def start(module: str, *arguments: str) -> tuple[socket.socket, subprocess.Popen[bytes]]:
    """Run `python -m module FD argument…`; FD is the other end of the socket that is returned.

    Signals of the terminal do not reach it.
    """
    ours, theirs = socket.socketpair()
    paths = (str(_ROOT), os.environ.get("PYTHONPATH", ""))
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "PYTHONHASHSEED": "0",  # no order in any document may hang on it
        "OPENBLAS_NUM_THREADS": "1",
    }
    process = subprocess.Popen(  # noqa: S603 -- this very interpreter
        [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
        pass_fds=(theirs.fileno(),),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )
    theirs.close()
    return ours, process
