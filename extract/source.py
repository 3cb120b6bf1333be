"""A path → Source: the bytes of a file, read once and hashed."""

from __future__ import annotations

import hashlib
from pathlib import Path

from extract.model import Reason, Refused, Source

MOST_BYTES = 512 * 1024 * 1024


def load(path: Path, name: str | None = None) -> Source:
    """Read a file whole; `name` is its path below the raw folder.

    Raises Refused where it is too large, and OSError where it cannot be opened.
    """
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise Refused(
            Reason.RESOURCE_LIMIT,
            f"The file has {size:,} bytes, more than {MOST_BYTES:,}: split it by department.",
        )
    data = path.read_bytes()
    return Source(name=name or path.name, data=data, sha256=hashlib.sha256(data).hexdigest())
