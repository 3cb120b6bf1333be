"""The data dictionary, derived from the records: docs/columns.md, its Chinese twin, the READMEs.

`python -m publish.dictionary` writes all of them anew; a test fails when one has drifted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from normalize.records import DERIVED, SCHEMA_VERSION, STRUCTS, TABLES, Column, Table, columns

_BEGIN, _END = "<!-- tables: derived -->", "<!-- tables: end -->"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What the dictionary says in one language."""

    heading: str
    preface: str
    table: str
    key: str
    refers: str
    made: str
    struct: str
    header: str
    overview: str
    yes: str
    no: str
    one_of: str
    comma: str
    column_of: str


_EN = _Words(
    heading="# Columns",
    preface=(
        f"Schema version {SCHEMA_VERSION}. Derived from `normalize/records/`:\n"
        "`python -m publish.dictionary` writes it anew, a test fails when the two differ."
    ),
    table="## {name} ({zh})",
    key="A row is {row}. Key: {key}.",
    refers=" References: {refers}.",
    made=" Made of a dataset by `jixiao {command}`.",
    struct="Members of `{name}`: {members}.",
    header="| column | type | null | meaning |",
    overview="| table | a row is | key |",
    yes="yes",
    no="no",
    one_of="{meaning}. One of {values}",
    comma=", ",
    column_of="`{column}` → `{table}`",
)
_ZH = _Words(
    heading="# 数据字典",
    preface=(
        f"结构版本 {SCHEMA_VERSION}。由 `normalize/records/` 导出：\n"
        "`python -m publish.dictionary` 重新生成，两者不一致时测试失败。"
    ),
    table="## {zh}（{name}）",
    key="每行是{row}。主键：{key}。",
    refers="外键：{refers}。",
    made="由 `jixiao {command}` 从数据集生成。",
    struct="`{name}` 的成员：{members}。",
    header="| 列名 | 类型 | 可空 | 含义 |",
    overview="| 表 | 每行是 | 主键 |",
    yes="是",
    no="否",
    one_of="{meaning}。取值：{values}",
    comma="、",
    column_of="`{column}` → `{table}`",
)


def dictionary(*, zh: bool = False) -> str:
    """The dictionary as Markdown, in English or Chinese."""
    words = _ZH if zh else _EN
    lines = [words.heading, "", words.preface]
    for table in (*TABLES, *DERIVED):
        lines += ["", words.table.format(name=table.name, zh=table.zh), "", _keys(table, zh=zh), ""]
        lines += [words.header, "|---|---|---|---|"]
        for name, column, null in columns(table.record):
            said = meaning(column, zh=zh).replace("|", "\\|")
            null_word = words.yes if null else words.no
            lines.append(f"| `{name}` | `{column.type}` | {null_word} | {said} |")
    lines += ["", *_structs(words)]
    return "\n".join(lines) + "\n"


def meaning(column: Column, *, zh: bool = False) -> str:
    """What a column means, with its closed set where it has one."""
    words = _ZH if zh else _EN
    said = column.zh if zh else column.en
    if not column.values:
        return said
    values = words.comma.join(f"`{value}`" for value in column.values)
    return words.one_of.format(meaning=said, values=values)


def overview(*, zh: bool = False) -> str:
    """The tables that `run` publishes as Markdown, for the README."""
    words = _ZH if zh else _EN
    lines = [words.overview, "|---|---|---|"]
    for table in TABLES:
        name = f"`{table.name}` {table.zh}"
        key = words.comma.join(f"`{each}`" for each in table.key)
        row = table.row_zh if zh else table.row
        lines.append(f"| {name} | {row} | {key} |")
    return "\n".join(lines)


def with_overview(readme: str, *, zh: bool = False) -> str:
    """A README with its overview of the tables put in anew between its two marks."""
    before, rest = readme.split(_BEGIN)
    _, after = rest.split(_END)
    return f"{before}{_BEGIN}\n{overview(zh=zh)}\n{_END}{after}"


def _keys(table: Table, *, zh: bool) -> str:
    words = _ZH if zh else _EN
    key = words.comma.join(f"`{each}`" for each in table.key)
    said = words.key.format(row=table.row_zh if zh else table.row, key=key)
    refers = words.comma.join(
        words.column_of.format(column=each.column, table=each.table) for each in table.references
    )
    said += words.refers.format(refers=refers) if refers else ""
    return said + (words.made.format(command=table.made_by) if table.made_by else "")


def _structs(words: _Words) -> Iterator[str]:
    for name, members in STRUCTS.items():
        listed = words.comma.join(f"`{member}` `{type_}`" for member, type_ in members)
        yield words.struct.format(name=name, members=listed)
        yield ""


def derived(root: Path) -> dict[Path, str]:
    """Every derived file below the root of the project with the text it should have."""
    english, chinese = root / "README.md", root / "README.zh.md"
    return {
        root / "docs" / "columns.md": dictionary(),
        root / "docs" / "columns.zh.md": dictionary(zh=True),
        english: with_overview(english.read_text(encoding="utf-8")),
        chinese: with_overview(chinese.read_text(encoding="utf-8"), zh=True),
    }


def main() -> None:
    """Write every derived file."""
    for path, text in derived(Path(__file__).parent.parent).items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
