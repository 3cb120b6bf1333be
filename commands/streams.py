"""Standard output as programs beside us expect it: a reader may leave, any text can be written."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO


class _Forgiving(io.FileIO):
    """A file of which the reader may be gone: what is written on is then for nobody."""

    def write(self, data: object) -> int:
        size = memoryview(data).nbytes  # type: ignore[arg-type]
        try:
            written = super().write(data)  # type: ignore[arg-type]
        except OSError:
            if not self._is_left():
                raise
            return size
        return size if written is None else written

    def _is_left(self) -> bool:
        """Is it a pipe, which nobody reads any more? Windows names that in several ways."""
        return not self.isatty() and not self.seekable()


def prepare() -> None:
    """Make `jixiao … | head` end as the command ends, and no character end it.

    A pipe or a file gets UTF-8 unless PYTHONIOENCODING says otherwise; a terminal what it can show,
    other characters as escapes.
    """
    sys.stdout = _prepared(sys.stdout)
    sys.stderr = _prepared(sys.stderr)


def _prepared(stream: TextIO) -> TextIO:
    try:
        number = stream.fileno()
    except (AttributeError, OSError, ValueError):
        return stream  # none of the system's: a notebook, a test
    stream.flush()
    known = stream.isatty() or "PYTHONIOENCODING" in os.environ
    return io.TextIOWrapper(
        io.BufferedWriter(_Forgiving(number, "w", closefd=False)),
        encoding=stream.encoding if known else "utf-8",
        errors="backslashreplace",
        line_buffering=stream.isatty() or number == _ERRORS,
    )


_ERRORS = 2
