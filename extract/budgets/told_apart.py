"""Columns of amounts that their heads do not tell apart, as where a row of heads is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extract.budgets.amounts import looks_like_money
from extract.budgets.columns import Leaf
from extract.budgets.pieces import Piece
from extract.budgets.roles import LABELS, Role
from extract.budgets.words import head_key
from extract.words.text import key

_PART = "小计"


def untold(pieces: Sequence[Piece]) -> dict[int, str]:
    """The columns of amounts of which nobody can say what they count: number → their heads.

    A head stands over several columns with amounts in them, nothing stands over a column, two
    columns beside each other have the same heads, or a 小计 is that of no head. None of them is
    right by chance: an amount would be given to what another column counts.
    """
    found: dict[int, str] = {}
    for piece in pieces:
        for number, leaf in _untold(piece):
            found.setdefault(number, "/".join(leaf.path))
    return found


def _untold(piece: Piece) -> Iterator[tuple[int, Leaf]]:
    yield from _without_head(piece.leaves)
    for block in _blocks(piece.leaves):
        paths = Counter(_heads(leaf) for _, leaf in block)
        parts = [leaf for _, leaf in block if _is_bare_part(leaf)]
        wholes = [leaf for _, leaf in block if len(leaf.path) == 1 and _is_sum(leaf)]
        for number, leaf in block:
            alike = paths[_heads(leaf)] > 1 or (leaf in parts and len(wholes) > len(parts))
            if alike or _is_parted(piece, leaf):
                yield number, leaf


def _without_head(leaves: Sequence[Leaf]) -> Iterator[tuple[int, Leaf]]:
    """Columns of amounts without a head, and that whose head may be theirs as well."""
    before: list[tuple[int, Leaf]] = []
    for number, leaf in enumerate(leaves, 1):
        if leaf.path:
            before = []
        elif leaf.role is Role.AMOUNT:
            yield from (each for each in before if each[1].role is Role.AMOUNT)
            yield number, leaf
        before.append((number, leaf))


def _blocks(leaves: Sequence[Leaf]) -> Iterator[list[tuple[int, Leaf]]]:
    """The columns of amounts between columns of labels, with their numbers."""
    block: list[tuple[int, Leaf]] = []
    for number, leaf in enumerate(leaves, 1):
        if leaf.role is Role.AMOUNT:
            block.append((number, leaf))
        elif leaf.role in LABELS:
            yield block
            block = []
    yield block


def _heads(leaf: Leaf) -> tuple[str, ...]:
    return tuple(map(key, leaf.path))


def _is_bare_part(leaf: Leaf) -> bool:
    return [head_key(text) for text in leaf.path] == [_PART]


def _is_sum(leaf: Leaf) -> bool:
    return head_key(leaf.path[0]) in {"合计", "总计", _PART}


def _is_parted(piece: Piece, leaf: Leaf) -> bool:
    """Do amounts stand in rows that part the columns below a head into several cells?"""
    if leaf.end - leaf.first < 2:
        return False
    rows: dict[int, list[str]] = {}
    for cell in piece.grid.cells:
        inside = leaf.first <= cell.col and cell.col + cell.colspan <= leaf.end
        if cell.row >= piece.first and inside:
            rows.setdefault(cell.row, []).append(cell.text)
    return any(len(texts) > 1 and any(map(looks_like_money, texts)) for texts in rows.values())
