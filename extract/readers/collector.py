"""Python's collector of garbage, at rest while a reader makes a great many small things."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep Python's collector from walking a million live things again with every few thousand new.

    A fifth of the time of a long web page, a twentieth of a PDF page of forms; cells and characters
    refer to nothing, so nothing is left uncollected.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
