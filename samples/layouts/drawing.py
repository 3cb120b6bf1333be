"""A drawing of a table in text → its cells: `|` between cells, `<` and `^` for merged ones.

A line that begins with `*` is printed once for every row of the contents; `{…}` names what is
filled in, `⏎` ends a line within a cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from samples.writers.printed import Td

_ROWS = re.compile(r"\*(?:mid|both|\d*) ")  # a label may begin with a star as well
PLACEHOLDER = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """One line of a drawing: which contents' rows it is printed for, and its cells."""

    rows_of: str | None
    """None for a line printed once; `*`, `*mid`, `*both`, `*0`, `*1`… for rows."""
    cells: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """Everything it is filled with, in printed order."""
        return tuple(name for cell in self.cells for name in PLACEHOLDER.findall(cell))


def lines_of(table: str) -> tuple[Ruled, ...]:
    """The lines of a drawing.

    >>> lines_of("项目名称 | {project_name}\\n*both {level1} | {name}")[1]
    Ruled(rows_of='*both', cells=('{level1}', '{name}'))
    """
    ruled = []
    for line in table.strip().splitlines():
        mark, _, rest = line.partition(" ") if _ROWS.match(line) else ("", "", line)
        cells = tuple(cell.strip().replace("⏎", "\n") for cell in rest.split("|"))
        ruled.append(Ruled(rows_of=mark or None, cells=cells))
    widths = {len(line.cells) for line in ruled}
    if len(widths) != 1:
        raise ValueError(f"lines of {widths} cells: {table}")
    return tuple(ruled)


def filled(cell: str, text_of: Callable[[str], str]) -> str:
    """A cell with its placeholders replaced."""
    return PLACEHOLDER.sub(lambda found: text_of(found[1]), cell)


def merged(rows: Iterable[Sequence[str]]) -> tuple[tuple[Td, ...], ...]:
    """Rows of texts, `<` and `^` → rows of cells with their spans.

    >>> merged([["甲", "<"], ["^", "^"], ["乙", "丙"]])[0]
    (Td(text='甲', rowspan=2, colspan=2),)
    """
    texts: list[str] = []
    boxes: list[list[int]] = []  # first row, first column, rows, columns
    above: list[int] = []
    drawn: list[list[int]] = []
    for n, row in enumerate(rows):
        owners: list[int] = []
        for col, text in enumerate(row):
            if text == "<":
                owner = owners[-1]
            elif text == "^":
                owner = above[col]
            else:
                owner = len(texts)
                texts.append(text)
                boxes.append([n, col, 0, 0])
            box = boxes[owner]
            box[2:] = [max(box[2], n - box[0] + 1), max(box[3], col - box[1] + 1)]
            owners.append(owner)
        above = owners
        drawn.append(owners)
    if sum(rows * cols for _, _, rows, cols in boxes) != sum(map(len, drawn)):
        raise ValueError(f"a merged cell is no rectangle: {texts}")
    by_row: list[list[Td]] = [[] for _ in range(max(box[0] + box[2] for box in boxes))]
    for text, (row_no, _, rowspan, colspan) in zip(texts, boxes, strict=True):
        by_row[row_no].append(Td(text=text, rowspan=rowspan, colspan=colspan))
    return tuple(map(tuple, by_row))
