"""Grid → Form: one small module a layout family, tried in the order of LAYOUTS."""

from __future__ import annotations

from typing import Protocol

from extract.layouts.department import DEPARTMENT
from extract.layouts.project import PROJECT
from extract.model import Form, Grid


class Layout(Protocol):
    """Recognises one family of published forms."""

    ids: tuple[str, ...]
    """Its shapes in the catalogue of layouts; the one met is the form's `layout`."""

    def recognise(self, grid: Grid) -> tuple[Form, ...]:
        """The forms of a grid; empty where the grid is not of this family. Never raises."""


LAYOUTS: tuple[Layout, ...] = (DEPARTMENT, PROJECT)


def recognise(grid: Grid) -> tuple[Form, ...]:
    """The forms of a grid by the first layout that knows it; empty where none does."""
    return next((forms for layout in LAYOUTS if (forms := layout.recognise(grid))), ())
