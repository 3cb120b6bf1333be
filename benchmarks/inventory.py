"""What it costs to tell that nothing is lost: `python -m benchmarks.inventory [FILE…]`.

Each file is read with the inventory of its print and without, in turns in one process, and the
least processor time of each is kept. Without arguments: the PDF files of this repository.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from unittest.mock import patch

from extract import Refused, load
from extract.document import read_document
from extract.model import Source
from extract.readers.pdf import reader
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.engines import pdfium, pdfium_paths
from extract.readers.pdf.page import Glyph
from extract.readers.pdf.ruled import tables

ROOT = Path(__file__).parent.parent
ROUNDS = 15


def _none(*_: Any, **__: Any) -> list[Any]:
    return []


class _AllSeen:
    """Stands for the question which characters a file holds and does not show."""

    count, under, beyond, alert, covers, light = 0, (), (), False, False, False

    def __init__(self, *_: Any) -> None: ...

    def begin(self, *_: Any) -> None: ...

    def as_shown(self, _: int, glyph: Glyph, *__: Any, **___: Any) -> Glyph:
        return glyph

    def printed_again(self, _: int) -> bool:
        return False

    def certain(self, _: int, __: Glyph, count: int) -> int:
        return count


@contextmanager
def _without() -> Iterator[None]:
    """Readings that ask for nothing but cells and lines."""
    told = (
        *("unread_about", "lone_rows", "in_no_cell", "printed_over", "left_out", "faint"),
        *("crossed", "withdrawn", "overprinted", "drawn_digits"),
    )
    with ExitStack() as patches:
        for name in told:
            patches.enter_context(patch.object(tables, name, _none))
        patches.enter_context(patch.object(tables, "_lefts", lambda _: {}))
        patches.enter_context(patch.object(tables, "struck_through", lambda *_: ([], [])))
        patches.enter_context(patch.object(reader, "note_lost_characters", _none))
        patches.enter_context(patch.object(Contents, "contradicted", _none))
        patches.enter_context(patch.object(pdfium, "Unseen", _AllSeen))
        for name in ("_covers", "_tinted"):
            patches.enter_context(patch.object(pdfium_paths, name, lambda _: False))
        yield


def _seconds(read: Callable[[Source], object], source: Source) -> float:
    start = time.process_time()
    with suppress(Refused):
        read(source)
    return time.process_time() - start


def compared(source: Source) -> tuple[float, float]:
    """Seconds of a reading with the inventory, and without."""
    with_it, without = [], []
    for _ in range(ROUNDS):
        with_it.append(_seconds(read_document, source))
        with _without():
            without.append(_seconds(read_document, source))
    return min(with_it), min(without)


def main() -> None:
    named = [Path(name) for name in sys.argv[1:]]
    here = ("tests/extract/pdf/printed/*.pdf", "tests/cases/*/source.pdf", "data/raw/*/*.pdf")
    paths = named or sorted(path for pattern in here for path in ROOT.glob(pattern))
    total = [0.0, 0.0]
    for path in paths:
        both = compared(load(path))
        total = [a + b for a, b in zip(total, both, strict=True)]
        print(f"{path.name:40} {both[0] * 1000:8.1f} ms, inventory {_share(both):5.1%}")
    print(f"{len(paths)} files: {total[0] * 1000:.0f} ms, inventory {_share(total):.1%}")


def _share(both: tuple[float, float] | list[float]) -> float:
    """Of the time of reading."""
    return (both[0] - both[1]) / both[0] if both[0] else 0.0


if __name__ == "__main__":
    main()
