"""Jixiao (绩效) as a library: what docs/api.md promises, under one name.

Everything is imported when it is asked for, so that whoever reads a value loads no reader.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from batch.task import Limits, Options
    from extract import Refused, read_forms, read_grids
    from normalize import normalize_value
    from pipeline import run
    from publish import ReleaseError, load, open_release

__all__ = [
    "Limits",
    "Options",
    "Refused",
    "ReleaseError",
    "load",
    "normalize_value",
    "open_release",
    "read_forms",
    "read_grids",
    "run",
]


def __getattr__(name: str) -> Any:
    if name == "normalize_value":
        from normalize import normalize_value  # noqa: F401, PLC0415
    elif name in ("Refused", "read_forms", "read_grids"):
        from extract import Refused, read_forms, read_grids  # noqa: F401, PLC0415
    elif name in ("ReleaseError", "load", "open_release"):
        from publish import ReleaseError, load, open_release  # noqa: F401, PLC0415
    elif name in ("Limits", "Options"):
        from batch.task import Limits, Options  # noqa: F401, PLC0415
    elif name == "run":
        from pipeline import run  # noqa: F401, PLC0415
    else:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return locals()[name]


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
