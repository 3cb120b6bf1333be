"""What a raw file may hold at the most, as those ask who plan a run and read nothing."""

from __future__ import annotations

MOST_BYTES = 512 * 1024 * 1024
"""Bytes of a raw file."""
MOST_MEMBERS = 10_000
"""Documents of one raw file, whatever archives in archives they lie in."""
MOST_IN_ALL = 2 * 1024**3
"""Bytes of all of them, unpacked."""
DEEPEST = 3
"""Archives in archives: `a.zip!/b.zip!/c.zip!/附件.pdf` is the deepest document."""
