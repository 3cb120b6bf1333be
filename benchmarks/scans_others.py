"""Other readers of scans, for comparison only: each is left out where it is not installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from benchmarks.scans_compared import Read

CONTENDERS: dict[str, Callable[[Path], Read]] = {}


def missing() -> dict[str, str]:
    return {}
