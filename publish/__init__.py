"""Records → Parquet, and back: what notebooks need is here.

All of it is imported when it is asked for: the children of a run need no frames.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from publish.loading import load
    from publish.tables.release import Release, ReleaseError, open_release

__all__ = ["Release", "ReleaseError", "load", "open_release"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'publish' has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415 -- only where a name is asked for

    return getattr(
        import_module(f"{__name__}.{'loading' if name == 'load' else 'tables.release'}"), name
    )
