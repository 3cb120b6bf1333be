"""The year that a table is of, and columns of other years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extract.budgets.blocks import Block
from extract.budgets.header import Header
from extract.budgets.title import Title, title_of, year_of, years_in
from extract.model import Line, Measure
from extract.words.text import key

_OTHER = {Measure.PREVIOUS_YEAR, Measure.CHANGE}
_DONE = "执行数"
_OF_WHAT_WAS_SPENT = ("决算", "执行")


def year_of_titles(titles: Iterable[Title | None]) -> int | None:
    """The one year that the titles of a publication name; None where they name none or several."""
    years = {year for title in titles if title and (year := year_of(title.text))}
    return years.pop() if len(years) == 1 else None


def year_of_table(header: Header, lines: Sequence[Line], published: int | None) -> int | None:
    """The year of a table: that of the lines above it, else the last one that its heads name.

    Heads that name only years before that of the publication's titles are those of other columns.
    """
    told = next(filter(None, (_year_told(line.text) for line in reversed(lines))), None)
    if told:
        return told
    heads = {year for leaf in header.leaves for text in leaf.path if (year := year_of(text))}
    return max(heads | {published or 0}) if heads else None


def _year_told(text: str) -> int | None:
    """The year that a line above a table names; heads of another table name several."""
    years = years_in(text)
    return year_of(text) if len(years) == 1 or title_of(text) else None


def year_to_compare(header: Header, lines: Sequence[Line], year: int | None) -> int | None:
    """The year before which a column is another year's.

    A budget prints as 执行数 what the year before it has spent: where it prints nothing else, its
    own columns are cut off.
    """
    done = [any(_DONE in key(text) for text in leaf.path) for leaf in header.amounts]
    told = any(word in key(line.text) for line in lines for word in _OF_WHAT_WAS_SPENT)
    return year + 1 if year and done and all(done) and not told else year


def are_of_other_years(blocks: Sequence[Block]) -> bool:
    """Are all columns of amounts last year's, or changes? Then those of this year are cut off."""
    counts = [count for block in blocks for count in block.counts if not count.is_share]
    return bool(counts) and all(count.measure in _OTHER for count in counts)
