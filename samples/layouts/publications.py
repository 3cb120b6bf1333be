"""Every layout's publications: drawn in forms/*.toml, clean and with troubles."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from samples.layouts.press import Press
from samples.layouts.telling import told
from samples.layouts.truth import Published

_FORMS = Path(__file__).parent / "forms"
VARIANTS = ("clean", "troubled")


def layouts() -> tuple[str, ...]:
    """Ids of all layouts that are drawn."""
    return tuple(sorted(path.stem for path in _FORMS.glob("*.toml")))


def drawn(layout: str, variant: str) -> dict[str, Any]:
    """A drawing's entries: those of the layout, and its variant's own."""
    entry = tomllib.loads((_FORMS / f"{layout}.toml").read_text("utf-8"))
    return {**entry, **entry[variant]}


@cache
def published(layout: str, variant: str, dressed: Callable[[str], str] = str) -> Published:
    """A layout's publication; `dressed` is what the export makes of a value's text."""
    press = Press(drawn(layout, variant), dressed)
    printed = press.printed()
    return Published(
        layout=layout,
        variant=variant,
        printed=printed,
        told=tuple(told(press, each) for each in press.filled_with),
        ignored=press.entry.get("ignored", 0) * len(printed),
    )
