"""The columns that heads stand over: what they hold, where a head alone leaves it open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from extract.budgets.amounts import code_and_name, is_nothing
from extract.budgets.roles import LABELS, Role, role_by_cells
from extract.tables.grid_rows import Rows
from extract.words.text import key

PARTS = frozenset(("类", "款", "项"))
"""Heads over the parts of a code, which may stand in the row of the total."""
_FEWEST_FUSED = 2
"""Cells with code and name by which a column is told to hold both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A printed column: grid columns from `first` to before `end`, the heads over it, its role."""

    first: int
    end: int
    path: tuple[str, ...]
    role: Role
    known: bool
    """Does a head say what the column holds? Else what stands in it does."""
    fused: bool = False
    """Do its cells hold code and name together: 2010301 行政运行?"""


def settled(rows: Rows, below: int, leaves: Iterable[Leaf]) -> tuple[Leaf, ...]:
    """Columns whose rows begin below a row, those told that their neighbours tell."""
    told = list(_told_between(rows, below, list(_names_of_codes(rows, below, leaves))))
    return tuple(_fused(rows, below, leaf) for leaf in told)


def _fused(rows: Rows, below: int, leaf: Leaf) -> Leaf:
    """A column of codes that holds their names too, told by most of its cells."""
    if leaf.role not in {Role.CODE, Role.NAME}:
        return leaf
    texts = _texts_under(rows, below, leaf)
    both = sum(code_and_name(text) is not None for text in texts)
    proven = both >= _FEWEST_FUSED and both * 2 >= len(texts)
    return replace(leaf, role=Role.CODE, fused=True) if proven else leaf


def _names_of_codes(rows: Rows, below: int, leaves: Iterable[Leaf]) -> Iterator[Leaf]:
    """Names in a column without a head right of codes: 科目 stands over both, printed once."""
    codes: Leaf | None = None
    for leaf in leaves:
        if codes and not leaf.path and leaf.role is Role.ASIDE:
            yield replace(codes, role=Role.CODE)
            yield replace(leaf, path=codes.path, role=Role.NAME, known=True)
            codes = None
            continue
        if codes:
            yield codes
        codes = leaf if leaf.role in LABELS and _holds_codes(rows, below, leaf) else None
        if codes is None:
            yield leaf
    if codes:
        yield codes


def _holds_codes(rows: Rows, below: int, leaf: Leaf) -> bool:
    return role_by_cells(_texts_under(rows, below, leaf)) is Role.CODE


def _texts_under(rows: Rows, below: int, leaf: Leaf) -> list[str]:
    """What the cells of a column say, from a row on, those that hold nothing left out."""
    under = [c.text for c in rows.grid.cells if c.row >= below and leaf.first <= c.col < leaf.end]
    return [text for text in under if not is_nothing(text)]


def parted(rows: Rows, below: int, leaf: Leaf) -> list[Leaf]:
    """A head of labels over a column of codes and one of names: 科目 over both, each by its cells.

    Columns of one kind stay one: 类 款 项 are parts of a code.
    """
    if leaf.role not in LABELS or leaf.end - leaf.first == 1:
        return [leaf]
    under: dict[int, list[str]] = {}
    for cell in rows.grid.cells:
        inside = leaf.first <= cell.col and cell.col + cell.colspan <= leaf.end
        if cell.row >= below and inside and not is_nothing(cell.text):
            under.setdefault(cell.col, []).append(cell.text)
    coded = {col for col, texts in under.items() if role_by_cells(texts) is Role.CODE}
    named = [
        col
        for col, texts in under.items()
        if col > max(coded, default=leaf.end) and not any(map(_is_part_of_code, texts))
    ]
    if not coded or not named:
        return [leaf]
    name = Role.NAME if leaf.role is Role.CODE else leaf.role
    at = named[0]
    return [
        replace(leaf, end=at, role=Role.CODE),
        replace(leaf, first=at, role=name),
    ]


def _is_part_of_code(text: str) -> bool:
    return key(text).isdigit() or key(text) in PARTS


def _told_between(rows: Rows, below: int, leaves: list[Leaf]) -> Iterator[Leaf]:
    """Columns with texts under an unknown head between amounts: they label those at their right.

    Else these would be taken for amounts of the labels at the left of all.
    """
    for n, leaf in enumerate(leaves):
        between = n and n + 1 < len(leaves) and leaves[n + 1].role is Role.AMOUNT
        before = any(each.role is Role.AMOUNT for each in leaves[:n])
        if not (between and before and leaf.role is Role.ASIDE and not leaf.known):
            yield leaf
            continue
        texts = [c.text for c in rows.grid.cells if c.row >= below and c.col == leaf.first]
        named = any(not is_nothing(text) for text in texts)
        yield replace(leaf, role=Role.NAME) if named else leaf
