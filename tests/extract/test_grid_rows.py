"""Grids row by row: where cells stand is told once, for the very same cells only."""

from __future__ import annotations

from dataclasses import replace

from extract.model import Cell, Grid, Line
from extract.tables.grid_rows import Rows, TheVery, under

_SIDE = Cell(text="绩效指标", row=0, col=0, rowspan=2)
_CELLS = (
    Cell(text="≥3公里", row=1, col=2),
    _SIDE,
    Cell(text="一级指标", row=0, col=1, colspan=2),
    Cell(text=" ", row=1, col=1),
)
_GRID = Grid(cells=_CELLS, page=1)


def test_a_row_holds_what_begins_in_it_and_is_covered_by_what_hangs_down() -> None:
    rows = Rows(_GRID)
    assert (rows.n_rows, rows.n_cols, rows.width(1)) == (2, 3, 3)
    assert [[cell.text for cell in row] for row in rows.starting()] == [
        ["绩效指标", "一级指标"],
        [" ", "≥3公里"],
    ]
    assert [cell.text for cell in rows.texts(1)] == ["≥3公里"]
    assert [cell.text for cell in rows.texts_over(1)] == ["绩效指标", "≥3公里"]
    assert [cell.text for cell in rows.covering(1)] == ["绩效指标", " ", "≥3公里"]


def test_a_wide_header_has_the_cell_below_that_shares_most_columns() -> None:
    wide = Cell(text="指标值", row=0, col=1, colspan=2)
    narrow = (Cell(text="10", row=1, col=1), Cell(text="个", row=1, col=2, colspan=2))
    rows = Rows(Grid(cells=(wide, *narrow)))
    assert under(rows, wide, 1) is narrow[0]
    covering = Cell(text="10个", row=1, col=0, colspan=4)
    assert under(Rows(Grid(cells=(wide, covering))), wide, 1) is covering


def test_a_grid_with_other_lines_stands_alike_and_one_with_cells_alike_is_another() -> None:
    titled = replace(_GRID, heading=(Line(text="项目支出绩效目标表"),))
    assert Rows(titled).texts(0) is Rows(_GRID).texts(0)
    assert Rows(titled).grid is titled
    alike = replace(_GRID, cells=tuple(map(replace, _CELLS)))
    assert alike == _GRID
    assert Rows(alike).texts(0) is not Rows(_GRID).texts(0)
    assert TheVery(alike) != TheVery(_GRID)
