"""Which tables of a page can be of a form: by their labels, and by what stands before them."""

from __future__ import annotations

from extract.model import Grid
from extract.words.gate import Gate


def gated(grids: tuple[Grid, ...], gate: Gate) -> tuple[Grid, ...]:
    """Without the tables that no form can have.

    A table without labels stays after one that stayed: a form in several tables goes on in bare
    rows. What is kept too much is passed over by the layouts; nothing else may be lost.
    """
    kept: list[Grid] = []
    follows = False
    for grid in grids:
        printed = [line.text for line in grid.heading] + [cell.text for cell in grid.cells]
        follows = gate.may_hold("\n".join(printed)) or (follows and grid.n_cols > 1)
        if follows:
            kept.append(grid)
    return tuple(kept)
