"""Which forms of the site get pictures; known also to who only asks what may be chosen."""

from __future__ import annotations

from enum import StrEnum


class Pictured(StrEnum):
    """Which forms get pictures."""

    ALL = "all"
    QUEUE = "queue"
    NONE = "none"
