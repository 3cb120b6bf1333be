"""Finding indicators and budget lines in a dataset: DuckDB over its Parquet files (检索)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.dataset as ds

from publish.extras import install
from publish.tables.release import Release, ReleaseError
from publish.tables.schema import schema

if TYPE_CHECKING:
    import duckdb


class SearchError(ReleaseError):
    """The search cannot be done; the message says what a person can do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An indicator that was found, with where it is printed."""

    indicator_id: str
    fiscal_year: int | None
    department_name: str | None
    project_name: str | None
    level1_text: str
    level2_text: str
    name: str
    value_raw: str
    unit: str | None
    confidence: str
    path: str
    page: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundLine:
    """An amount of a budget table that was found, with where it is printed; `amount` in 元."""

    line_id: str
    fiscal_year: int | None
    department_name: str | None
    table_kind: str
    table_title: str | None
    phase: str | None
    code_text: str | None
    row_label_text: str
    measure_text: str
    amount_text: str
    unit_text: str | None
    amount: str | None
    path: str
    place: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A year, level or unit that no row of the dataset has, and those that are nearest to it."""

    filter: str
    asked: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hits:
    """What was found, as many as were asked for of each table, and how many there are in all.

    `unknown` tells why nothing can be found.
    """

    found: tuple[Found, ...]
    total: int
    budget_lines: tuple[FoundLine, ...]
    budget_lines_total: int
    unknown: tuple[Unknown, ...] = ()


_KNOWN = {
    "year": """select distinct cast(fiscal_year as varchar) from indicators
        union select distinct cast(fiscal_year as varchar) from budget_lines""",
    "level2": "select distinct level2 from indicators union select level2_text from indicators",
    "unit": """select distinct unit from indicators union select unit_raw from indicators
        union select unit_text from budget_lines""",
}
_NEAREST = 3
_TABLES = ("indicators", "forms", "documents", "budget_tables", "budget_lines")
# Where words are looked for. Words and filters are parameters: no text ever becomes a part of this.
_TEXT = """lower(concat_ws(chr(10), i.name_text, i.name, i.value_raw, i.level2_text,
    f.project_name, f.department_name, f.supervisor_name))"""
_QUERY = f"""
select i.indicator_id, i.fiscal_year, f.department_name, f.project_name, i.level1_text,
    i.level2_text, i.name, i.value_raw, i.unit, i.confidence, d.path, i.page,
    count(*) over () as total
from indicators i
join forms f on f.form_id = i.form_id
join documents d on d.document_id = i.document_id
where len(list_filter($words::varchar[][], lambda word:
        len(list_filter(word, lambda spelt: contains({_TEXT}, spelt))) = 0)) = 0
    and ($year is null or i.fiscal_year = $year)
    and ($level2 is null or i.level2 = upper($level2) or contains(i.level2_text, $level2))
    and ($unit is null or i.unit = $unit or i.unit_raw = $unit)
order by i.fiscal_year nulls last, d.path, f.form_no, i.row_no
limit $most
"""  # noqa: S608 -- put together of its own constants

_LINE_TEXT = """lower(concat_ws(chr(10), l.row_label_text, l.code_text, l.function_code,
    l.economic_code, l.code_name, l.measure_text, l.amount_text, t.title, t.department_name))"""
_LINE_QUERY = f"""
select l.line_id, l.fiscal_year, t.department_name, t.kind, t.title, l.phase, l.code_text,
    l.row_label_text, l.measure_text, l.amount_text, l.unit_text, cast(l.amount as varchar),
    d.path, l.place, count(*) over () as total
from budget_lines l
join budget_tables t on t.table_id = l.table_id
join documents d on d.document_id = l.document_id
where len(list_filter($words::varchar[][], lambda word:
        len(list_filter(word, lambda spelt: contains({_LINE_TEXT}, spelt))) = 0)) = 0
    and ($year is null or l.fiscal_year = $year)
    and $level2 is null
    and ($unit is null or l.unit_text = $unit)
order by l.fiscal_year nulls last, d.path, t.table_no, l.row_no, l.col_no, l.line_id
limit $most
"""  # noqa: S608 -- put together of its own constants


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for: every word of `text`, wherever it stands, and what narrows it down."""

    text: str
    year: int | None = None
    level2: str | None = None
    """A code (TIMELINESS) or a part of the printed name (时效); budget lines have none."""
    unit: str | None = None
    """A unit (元) or the printed one (万元/年)."""


def search(release: Release, wanted: Wanted, *, most: int = 50) -> Hits:
    """Indicators and budget lines whose row, project, table or department holds every word.

    Case does not count.

    Raises SearchError without DuckDB and ReleaseError where a file cannot be read.
    """
    try:
        import duckdb  # noqa: PLC0415 -- an optional extra: only searching needs it
    except ImportError as error:
        raise SearchError(f"Searching needs DuckDB: {install('search')}") from error
    asked = {
        "words": [_spellings(word) for word in wanted.text.split()],
        "year": wanted.year,
        "level2": wanted.level2,
        "unit": wanted.unit,
        "most": most,
    }
    with duckdb.connect(config={"autoinstall_known_extensions": "false"}) as base:
        try:
            _register(base, release)
            rows = base.execute(_QUERY, asked).fetchall()
            lines = base.execute(_LINE_QUERY, asked).fetchall()
            unknown = () if rows or lines else tuple(_unknown(base, wanted))
        except (duckdb.Error, pa.ArrowException, OSError) as error:
            said = str(error).splitlines()[0]
            raise ReleaseError(f"{release.folder}: it cannot be searched ({said}).") from error
    return Hits(
        found=tuple(Found(**_named(Found, row)) for row in rows),
        total=rows[0][-1] if rows else 0,
        budget_lines=tuple(FoundLine(**_named(FoundLine, row)) for row in lines),
        budget_lines_total=lines[0][-1] if lines else 0,
        unknown=unknown,
    )


def _unknown(base: duckdb.DuckDBPyConnection, wanted: Wanted) -> Iterator[Unknown]:
    """The filters that no row of the dataset meets, whatever words are looked for."""
    for name, query in _KNOWN.items():
        asked = getattr(wanted, name)
        if asked is None:
            continue
        known = sorted(str(row[0]) for row in base.execute(query).fetchall() if row[0])
        text = str(asked)
        if text in known or (
            name == "level2" and any(text.upper() == each or text in each for each in known)
        ):
            continue
        if name == "year":
            near = sorted(known, key=lambda each: abs(int(each) - int(asked)))[:_NEAREST]
        else:
            near = get_close_matches(text, known, n=_NEAREST, cutoff=0.3)
        yield Unknown(filter=name, asked=text, nearest=tuple(near))


def _named(record: type[Found | FoundLine], row: tuple[Any, ...]) -> dict[str, Any]:
    names = [field.name for field in fields(record)]
    return dict(zip(names, row[:-1], strict=True))


def _register(base: duckdb.DuckDBPyConnection, release: Release) -> None:
    """The tables by name: by handle and not by path, in which a * would name other files."""
    for name in _TABLES:
        files = release.files_of(name)
        paths: list[Any] = [str(file.path) for file in files]
        declared = schema(files[0].table)
        base.register(name, ds.dataset(paths, schema=declared, format="parquet", partitioning=None))


def _spellings(word: str) -> list[str]:
    """A word as it is typed and with its widths folded; texts are searched as they were printed.

    >>> _spellings("１６人")
    ['１６人', '16人']
    """
    lower = word.lower()
    return list(dict.fromkeys((lower, unicodedata.normalize("NFKC", lower))))
