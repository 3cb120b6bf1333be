"""Forms whose cells nothing but line ends part: put into rows where labels prove places.

What they do not prove is signalled, not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.readers.beside_heads import is_remark, side_by_side
from extract.readers.printed_lines import Piece, Printed, PrintedLines
from extract.readers.row_places import BlockHeader, header_of, rows_in
from extract.words.heads import heads_block, is_label
from extract.words.labels import column_role, is_level, role_of
from extract.words.text import key
from extract.words.titles import title_of

_KEYED = regex.compile(
    r"[【\[]?(?P<label>[\p{Han}()（）]{2,12})(?:[】\]]\s*[:：]?|[:：])\s*(?P<text>\S.*)"
)
_HALF = 0.5
_FEW = 3
_MOST_REMARKS = 20


# One cell a line


def one_a_line(lines: Sequence[str]) -> PrintedLines | None:
    """The rows of a form printed one cell a line; None where no lines make a header."""
    texts = [line.strip() for line in lines if key(line)]
    heads = list(_headers(texts))
    if not heads:
        return None
    found = PrintedLines()
    at = 0
    for n, (first, header) in enumerate(heads):
        end = heads[n + 1][0] if n + 1 < len(heads) else len(texts)
        found.lines += _labelled(texts[at:first])
        found.lines.append(header.row)
        below = first + len(header.row)
        stop = next((k for k in range(below, end) if _opens(texts[k])), end)
        remark = _rows_end(texts, below, stop, header)
        rows, lost = rows_in(texts[below:remark], header)
        found.lines += rows
        found.lost += lost
        found.lines += texts[remark:stop]
        at = stop
    found.lines += _labelled(texts[at:])
    return found


def _rows_end(texts: list[str], below: int, stop: int, header: BlockHeader) -> int:
    """Where remarks begin below the rows; an indicator may have the name of one: 项目完成时间."""
    remarks = [k for k in range(below, stop) if is_remark(texts[k])]
    stop = next((k for k in remarks if role_of("aside", texts[k])), stop)
    remarks = [k for k in remarks if k < stop]
    for end in (stop, *remarks[:_MOST_REMARKS]) if remarks else ():
        if not is_level(texts[end - 1]) and not rows_in(texts[below:end], header)[1]:
            return end
    return min(remarks, default=stop)


def _headers(texts: list[str]) -> Iterator[tuple[int, BlockHeader]]:
    at = 0
    while at < len(texts):
        end = at
        while end < len(texts) and (column_role(texts[end]) or _is_side(texts[end], at == end)):
            end += 1
        header = header_of(texts[at:end]) if end - at >= _FEW else None
        if header:
            yield at, header
        at = max(end, at + 1)


def _is_side(text: str, first: bool) -> bool:
    return first and role_of("blocks", text) == "indicators"


def _opens(text: str) -> bool:
    """Does another form begin: its title, or the label of its project or office?"""
    return bool(title_of(text)) or role_of("facts", text) in ("project_name", "department_name")


def _labelled(texts: Sequence[str]) -> Iterator[Printed]:
    """Labels, each with the texts behind it; what stands before the first is above the table.

    Heads of money, or of goals, that follow each other stand beside each other.
    """
    rows: list[list[str]] = []
    for text in texts:
        if is_label(text):
            rows.append([text])
        elif rows and rows[-1] and not title_of(text):
            rows[-1].append(text)
        else:
            yield from side_by_side(rows)
            rows = []
            yield text
    yield from side_by_side(rows)


# A label and its text on each line


def keyed(lines: Sequence[str]) -> PrintedLines | None:
    """Rows told line by line, 【一级指标】产出指标, 指标值：6个; None where fewer than two are."""
    found = PrintedLines()
    cards: list[dict[str, str]] = []
    labels: dict[str, str] = {}
    at: int | None = None
    for line in lines:
        told = _KEYED.fullmatch(line.strip())
        role = column_role(told["label"]) if told else None
        if told is None or role is None:
            found.lines.append(_pair(line))
            continue
        if not cards or role in cards[-1]:
            cards.append({})
        at = len(found.lines) if at is None else at
        labels.setdefault(role, told["label"])
        cards[-1][role] = told["text"]
    whole = [card for card in cards if {"name", "value"} <= card.keys()]
    if at is None or len(whole) < _HALF * len(cards) or not heads_block(labels.values()):
        return None
    found.lost += [" | ".join(card.values()) for card in cards if card not in whole]
    rows = [tuple(Piece(card.get(role, "")) for role in labels) for card in whole]
    above = [line for line in found.lines[:at] if line != ""]
    return PrintedLines([*above, tuple(map(Piece, labels.values())), *rows], found.lost)


def _pair(line: str) -> Printed:
    """A label and its text on a line of a form are two cells."""
    label, mark, text = line.strip().replace("：", ":").partition(":")
    return (Piece(label), Piece(text)) if mark and text and is_label(label) else line.strip()
