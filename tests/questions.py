"""docs/questions.md: its snippets are run on the samples, and its answers are what they give.

`python -m tests.questions` writes the answers anew; tests/test_questions.py holds them to the data.
"""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import regex

from pipeline import run
from publish import load
from publish.tables.release import open_release
from publish.wide import wide_query

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "questions.md"
_QUESTION = regex.compile(
    r"```python\n(?P<python>.*?)```\n\n```sql\n(?P<sql>.*?)```\n\n(?P<answer>(?:\|[^\n]*\n)*)",
    flags=regex.S,
)


def dataset(folder: Path) -> Path:
    """The dataset of the sample publications."""
    run(ROOT / "data" / "raw", folder)
    return folder


def base_of(out: Path) -> duckdb.DuckDBPyConnection:
    """DuckDB with the tables of a dataset and the wide one as views."""
    base = duckdb.connect()
    for table in {file.table.name for file in open_release(out).files}:
        base.execute(f"create view {table} as select * from '{out.as_posix()}/{table}/*.parquet'")
    base.execute(f"create view indicators_in_full as {wide_query()}")
    return base


@cache
def _wide(out: Path) -> pd.DataFrame:
    return load(out, "indicators_in_full", money="float")


def by_pandas(snippet: str, out: Path) -> pd.DataFrame:
    """What a snippet makes of `wide`, the wide table, and `load`, as a frame."""
    names: dict[str, Any] = {"wide": _wide(out), "pd": pd}
    names["table"] = lambda name: load(out, name, money="float")
    *before, last = snippet.strip().split("\n\n")
    for each in before:
        exec(each, names)  # noqa: S102 -- our own page
    found = eval(last, names)  # noqa: S307 -- our own page
    return found.to_frame() if isinstance(found, pd.Series) else found


def shown(frame: pd.DataFrame) -> str:
    """A frame as a table of the page."""
    rows = [["" if pd.isna(cell) else _said(cell) for cell in row] for row in frame.values.tolist()]
    head = [str(column) for column in frame.columns]
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _said(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:.10g}"
    return str(cell).replace("|", "/")


def answered(text: str, out: Path) -> str:
    """The page with the answer of every question as its Python gives it."""

    def put(match: regex.Match[str]) -> str:
        whole: str = match[0]
        answer = shown(by_pandas(match["python"], out))
        return whole[: len(whole) - len(match["answer"])] + answer

    return _QUESTION.sub(put, text)


def questions(text: str) -> list[regex.Match[str]]:
    """The questions of the page, each with its two snippets and its answer."""
    return list(_QUESTION.finditer(text))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        made = answered(PAGE.read_text(encoding="utf-8"), dataset(Path(folder) / "out"))
    PAGE.write_text(made, encoding="utf-8", newline="\n")
