"""Forms whose cells nothing but spaces or line ends part: put into rows where labels prove places.

What they do not prove is signalled, not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.readers.printed_lines import Piece, Printed, PrintedLines
from extract.readers.row_places import BlockHeader, header_of, rows_in
from extract.words.heads import LEVELS, heads_block, is_label
from extract.words.labels import column_role, role_of, section
from extract.words.text import key
from extract.words.titles import is_year_line, title_of

_WIDE = regex.compile(r"[ ]{2,}|\u3000+| *\u3000[ \u3000]*")
_NARROW = regex.compile(r"[ \u3000]+")
_SIGNED = regex.compile(r"([^<>=≥≤≧≦＜＞＝]{2,})([<>=≥≤≧≦＜＞＝].+)")
_KEYED = regex.compile(
    r"[【\[]?(?P<label>[\p{Han}()（）]{2,12})(?:[】\]]\s*[:：]?|[:：])\s*(?P<text>\S.*)"
)
_HALF = 0.5
_FEW = 3
_LONGEST = 60


# Cells with spaces between them, a row a line


def spaced(lines: Sequence[str]) -> PrintedLines | None:
    """The rows of lines whose cells spaces part; None where no line is a header so printed."""
    if not any(header_of(_parted(line)) for line in lines):
        return None
    found = PrintedLines()
    header: BlockHeader | None = None
    for line in lines:
        texts = _parted(line)
        if new := header_of(texts):
            header = new
            found.lines.append(header.row)
        elif not line.strip() or title_of(line) or is_year_line(line):
            header = None if title_of(line) else header
            found.lines.append(line)
        elif header is None:
            found.lines.append(tuple(map(Piece, texts)) if is_label(texts[0]) else line)
        else:
            _place(line, header, found)
    return found


def _place(line: str, header: BlockHeader, found: PrintedLines) -> None:
    """One row: its cells stand between wide spaces, between single ones, or run together."""
    if _is_remark(line):
        found.lines.append(line)
        return
    parted = [[text for text in mark.split(line.strip()) if text] for mark in (_WIDE, _NARROW)]
    tried = [rows_in(tokens, header) for tokens in (*parted, _glued_row(line))]
    rows, lost = next((each for each in tried if not each[1]), tried[-1])
    found.lines += rows
    found.lost += [line] if lost else []


def _parted(line: str) -> list[str]:
    """The cells of a line between wide spaces, else between single ones."""
    for mark in (_WIDE, _NARROW):
        texts = [text for text in mark.split(line.strip()) if text]
        if len(texts) > 1:
            return texts
    return _glued_labels(line) or [line.strip()]


def _glued_labels(line: str) -> list[str]:
    """The labels of a header that run together: 一级指标二级指标三级指标指标值; else none."""
    rest = key(line)
    found: list[str] = []
    labels = (*section("columns"), "绩效指标")
    while rest:
        label = max(filter(rest.startswith, labels), key=len, default=None)
        if label is None or len(rest) > _LONGEST:
            return []
        found.append(label)
        rest = rest.removeprefix(label)
    return found if len(found) >= _FEW else []


def _glued_row(line: str) -> list[str]:
    """Names of levels, an indicator and its value that run together: a sign parts the last two."""
    rest = line.strip()
    found: list[str] = []
    names = sorted(section("levels"), key=len, reverse=True)
    while len(found) < len(LEVELS):
        name = next(filter(rest.startswith, names), None)
        if name is None:
            break
        found.append(name)
        rest = rest.removeprefix(name)
    signed = _SIGNED.fullmatch(rest)
    return [*found, signed[1], signed[2]] if signed else [*found, rest]


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
        remark = next((k for k in range(below, stop) if _is_remark(texts[k])), stop)
        rows, lost = rows_in(texts[below:remark], header)
        found.lines += rows
        found.lost += lost
        found.lines += texts[remark:stop]
        at = stop
    found.lines += _labelled(texts[at:])
    return found


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
    """Labels, each with the texts behind it; what stands before the first is above the table."""
    row: list[str] = []
    for text in texts:
        if is_label(text):
            if row:
                yield tuple(map(Piece, row))
            row = [text]
        elif row and not title_of(text):
            row.append(text)
        else:
            if row:
                yield tuple(map(Piece, row))
            row = []
            yield text
    if row:
        yield tuple(map(Piece, row))


def _is_remark(text: str) -> bool:
    head = key(text).replace("：", ":").partition(":")[0]
    return role_of("aside", head) is not None or role_of("facts", head) is not None


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
