"""The tables of a sheet: where forms that stand beside or below each other are parted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extract.readers.office.sheets.shown_area import Area
from extract.words.heads import heads_block, is_label, opens_form
from extract.words.titles import title_of


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a shown area that is a table of its own: rows and columns, ends excluded.

    `shared` are lines above it that head the tables beside it as well.
    """

    top: int
    bottom: int
    left: int
    right: int
    shared: tuple[str, ...] = ()


def parts_of(area: Area) -> Iterator[Part]:
    """The tables of a sheet: bands parted side by side, else whole, parted by titles."""
    pending: Part | None = None
    for band in _bands(area):
        lines = _lines_above(area, pending) if pending else ()
        beside = _side_by_side(area, band, lines)
        if len(beside) == 1:
            top = pending.top if pending else band.top
            pending = Part(top, band.bottom, band.left, band.right)
            continue
        if pending and not lines:
            yield from _below_each_other(area, pending)
        pending = None
        for part in beside:
            yield from _below_each_other(area, part)
    if pending:
        yield from _below_each_other(area, pending)


def _lines_above(area: Area, part: Part) -> tuple[str, ...]:
    """The texts of a part where it is nothing but lines, as a title and a year."""
    rows = list(rows_of(area, part).values())
    is_lines = all(_is_line(texts) for texts in rows)
    return tuple(text for texts in rows for text in texts.values()) if is_lines else ()


def _is_line(texts: dict[int, str]) -> bool:
    return len(texts) == 1 and not any(map(is_label, texts.values()))


def _bands(area: Area) -> Iterator[Part]:
    """Stretches of rows between empty ones; a merged cell bridges those it runs over."""
    used = set(area.by_row)
    for span in area.merged.values():
        used.update(range(span.top, span.bottom + 1))
    top: int | None = None
    for row in range(len(area.rows) + 1):
        if row in used:
            top = row if top is None else top
        elif top is not None:
            yield Part(top, row, 0, len(area.columns))
            top = None


def _side_by_side(area: Area, band: Part, above: tuple[str, ...]) -> list[Part]:
    """The forms of a band that stand beside each other, each headed.

    An empty column parts them, or the place from which titles and labels are printed anew. Lines
    above, over all of them, head each that prints no title of its own.
    """
    rows = rows_of(area, band)
    top, shared = band.top, list(above)
    for row in sorted(rows):
        if not _is_line(rows[row]):
            break
        shared += rows[row].values()
        top = row + 1
    below = Part(top, band.bottom, band.left, band.right)
    parts = _between_empty_columns(area, below) or [below]
    parts = [each for part in parts for each in _between_openings(area, part)]
    if len(parts) < 2 or not all(is_headed(area, part) for part in parts):
        return [band]
    return [
        Part(part.top, part.bottom, part.left, part.right, _titles_for(area, part, shared))
        for part in parts
    ]


def _titles_for(area: Area, part: Part, shared: list[str]) -> tuple[str, ...]:
    texts = (text for row in rows_of(area, part).values() for text in row.values())
    return () if any(map(title_of, texts)) else tuple(shared)


def _between_empty_columns(area: Area, band: Part) -> list[Part]:
    used: set[int] = set()
    for row in range(band.top, band.bottom):
        for column in area.by_row.get(row, ()):
            used.update(range(column, _end(area, row, column)))
    parts: list[Part] = []
    left: int | None = None
    for column in range(band.left, band.right + 1):
        if column in used:
            left = column if left is None else left
        elif left is not None:
            parts.append(Part(band.top, band.bottom, left, column))
            left = None
    return parts if all(is_headed(area, part) for part in parts) else []


def _between_openings(area: Area, part: Part) -> list[Part]:
    """Forms without a column between: each opens with a title or a name, none runs into the next.

    A block that is printed in two halves opens once.
    """
    rows = rows_of(area, part)
    opened = {c for texts in rows.values() for c, text in texts.items() if _opens(text)}
    forms: list[Part] = []
    left = part.left
    for column in sorted(opened - {part.left}):
        form, rest = (
            Part(part.top, part.bottom, *ends) for ends in ((left, column), (column, part.right))
        )
        whole = not _is_crossed(area, part, column)
        if whole and is_headed(area, form) and is_headed(area, rest):
            forms.append(form)
            left = column
    return [*forms, Part(part.top, part.bottom, left, part.right)]


def _is_crossed(area: Area, part: Part, border: int) -> bool:
    """Does a merged cell of a part run over a column's left edge? A line alone in its row may."""
    return any(
        column < border < _end(area, row, column)
        for row, texts in rows_of(area, part).items()
        for column in texts
        if len(texts) > 1
    )


def _opens(text: str) -> bool:
    return title_of(text) is not None or opens_form([text])


def _end(area: Area, row: int, column: int) -> int:
    """Behind the last column of a cell."""
    span = area.merged.get((row, column))
    return span.right + 1 if span else column + 1


def is_headed(area: Area, part: Part) -> bool:
    """Does a row of a part head a block of indicators?"""
    return any(heads_block(texts.values()) for texts in rows_of(area, part).values())


def rows_of(area: Area, part: Part, first: int = 0) -> dict[int, dict[int, str]]:
    """The texts of a part by row and column, from a row on."""
    rows: dict[int, dict[int, str]] = {}
    for row in range(max(part.top, first), part.bottom):
        texts = area.by_row.get(row, {})
        if inside := {c: text for c, text in texts.items() if part.left <= c < part.right}:
            rows[row] = inside
    return rows


def _below_each_other(area: Area, part: Part) -> Iterator[Part]:
    """A part cut where, below a block of indicators, lines with a title begin the next form."""
    rows = rows_of(area, part)
    top, headed, shared = part.top, False, part.shared
    for row in sorted(rows):
        texts = list(rows[row].values())
        if headed and len(texts) == 1 and title_of(texts[0]):
            start = row
            while start - 1 > top and len(above := rows.get(start - 1, {})) <= 1:
                if any(map(is_label, above.values())) or is_covered(area, part, start - 1):
                    break
                start -= 1
            yield Part(top, start, part.left, part.right, shared)
            top, headed, shared = start, False, ()
        headed = headed or heads_block(texts)
    yield Part(top, part.bottom, part.left, part.right, shared)


def is_covered(area: Area, part: Part, row: int) -> bool:
    """Does a merged cell from above run over a row of a part?"""
    return any(
        span.top < row <= span.bottom and part.left <= span.left < part.right
        for span in area.merged.values()
    )
