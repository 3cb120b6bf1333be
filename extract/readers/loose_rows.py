"""Forms whose cells nothing but spaces or line ends part: put into rows where labels prove places.

What they do not prove is signalled, not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from extract.readers.aligned_rows import aligned
from extract.readers.printed_lines import Piece, Printed, PrintedLines, Row, row_of
from extract.readers.row_places import BlockHeader, header_of, rows_in
from extract.words.heads import LEVELS, heads_block, is_label
from extract.words.labels import column_role, goal_label, is_level, role_of, section
from extract.words.money_labels import funding_role, money_column, speaks_of_money
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
_PAIR = 2
_LONGEST = 60
_MOST_REMARKS = 20


# Cells with spaces between them, a row a line


def spaced(lines: Sequence[str]) -> PrintedLines | None:
    """The rows of lines whose cells spaces part; None where no line is a header so printed."""
    if not any(header_of(_parted(line)) for line in lines):
        return None
    found = PrintedLines()
    header: BlockHeader | None = None
    at = 0
    while at < len(lines):
        line, texts = lines[at], _parted(lines[at])
        at += 1
        if new := header_of(texts):
            header = new
            found.lines.append(header.row)
        elif title_of(line) or is_year_line(line):
            header = None if title_of(line) else header
            found.lines.append(line)
        elif not line.strip():
            found.lines += [] if header is None and _goes_on(found, lines[at:]) else [line]
        elif header is not None:
            _place(line, header, found)
        elif rows := aligned(_run(lines[at - 1 :])):
            found.lines += rows
            at += len(rows) - 1
        else:
            found.lines.append(tuple(map(Piece, texts)) if is_label(texts[0]) else line)
    return found


def _goes_on(found: PrintedLines, below: Sequence[str]) -> bool:
    """Does the head of a form go on below a blank line, with a label or a header of its block?"""
    line = next((line for line in below if line.strip()), "")
    inside = any(not isinstance(each, str) for each in found.lines[-1:])
    return (
        inside
        and not title_of(line)
        and (is_label(_parted(line)[0]) or bool(header_of(_parted(line))))
    )


def _run(lines: Sequence[str]) -> list[str]:
    """The lines up to the next blank one, or the next header."""
    ends = (n for n, line in enumerate(lines) if not line.strip() or header_of(_parted(line)))
    return list(lines[: next(ends, len(lines))])


def _place(line: str, header: BlockHeader, found: PrintedLines) -> None:
    """One row: its cells stand between wide spaces, between single ones, or run together."""
    if _is_remark(line):
        found.lines.append(line)
        return
    parted = [[text for text in mark.split(line.strip()) if text] for mark in (_WIDE, _NARROW)]
    above = _first_level(found, header)
    tried = [rows_in(tokens, header, above) for tokens in (*parted, _glued_row(line))]
    rows, lost = next((each for each in tried if not each[1]), tried[-1])
    found.lines += rows
    found.lost += [line] if lost else []


def _first_level(found: PrintedLines, header: BlockHeader) -> str:
    """The first level that stands above the next row of a block."""
    for line in reversed(found.lines):
        if line is header.row:
            break
        if not isinstance(line, str) and line[header.side].text:
            return line[header.side].text
    return ""


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
    remarks = [k for k in range(below, stop) if _is_remark(texts[k])]
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
            yield from _side_by_side(rows)
            rows = []
            yield text
    yield from _side_by_side(rows)


def _side_by_side(rows: list[list[str]]) -> Iterator[Row]:
    """Rows of a label and its texts, heads without a text in one row where those below prove it."""
    at = 0
    while at < len(rows):
        end = next((k for k in range(at, len(rows)) if len(rows[k]) > 1), len(rows))
        heads = [text for row in rows[at : end + 1] for text in row[:1]]
        if goals := _goals_beside(heads, rows[end][1:] if end < len(rows) else []):
            yield from map(row_of, goals)
            at = end + 1
        elif (first := _money_heads(heads[:-1], rows[end:])) is not None:
            yield from (row_of([text]) for text in heads[:first])
            yield row_of(heads[first:-1])
            at = end
        else:
            yield row_of(rows[at])
            at += 1


def _goals_beside(heads: list[str], texts: list[str]) -> list[list[str]]:
    """年度总体目标 | 预期目标 | 实际完成情况 over two texts; none where heads and texts differ."""
    first = next((n for n, text in enumerate(heads) if goal_label(text)), len(heads))
    own, above = heads[first:], heads[:first]
    if len(texts) < _PAIR or not all(map(goal_label, own)):
        return []
    blank = [""] * (len(own) - len(texts))
    if len(blank) > 1 or len(own) < len(texts):
        return []
    return [*([text] for text in above), own, [*blank, *texts]]


def _money_heads(heads: list[str], below: list[list[str]]) -> int | None:
    """Where heads over columns of money begin, the block's label before them.

    Every line of money below has a text for each, or nothing tells which is whose.
    """
    n = next((k for k in range(len(heads)) if all(map(money_column, heads[k:]))), len(heads))
    width = len(heads) - n
    lines = [row for row in below if funding_role(row[0]) or speaks_of_money(row[0])]
    if width < _PAIR or not lines or any(len(row) != width + 1 for row in lines):
        return None
    return n - 1 if n and role_of("blocks", heads[n - 1]) == "funding" else None


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
