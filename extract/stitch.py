"""Grids that a page edge cut become one again."""

from __future__ import annotations

from extract.model import Grid


def stitch(grids: tuple[Grid, ...]) -> tuple[Grid, ...]:
    """Join the pieces of each form."""
    return grids
