"""The data dictionary, docs/columns.md and docs/columns.zh.md, derived from the records."""

from __future__ import annotations

from normalize.records import SCHEMA_VERSION, TABLES, columns


def dictionary() -> str:
    """The dictionary in English, as Markdown."""
    lines = [
        "# Columns",
        "",
        f"Schema version {SCHEMA_VERSION}. Derived from `normalize/records.py`:",
        "`python -m publish.dictionary` writes it anew, a test fails when the two differ.",
    ]
    for table in TABLES:
        lines += ["", f"## {table.name} ({table.zh})", "", table.record.__doc__ or "", ""]
        lines += ["| column | type | null | meaning |", "|---|---|---|---|"]
        lines += [
            f"| `{name}` | {column.type} | {'yes' if null else 'no'} | {column.en} |"
            for name, column, null in columns(table.record)
        ]
    return "\n".join(lines) + "\n"


def dictionary_zh() -> str:
    """The dictionary in Chinese, as Markdown."""
    lines = [
        "# 数据字典",
        "",
        f"结构版本 {SCHEMA_VERSION}。由 `normalize/records.py` 导出：",
        "`python -m publish.dictionary` 重新生成，两者不一致时测试失败。",
    ]
    for table in TABLES:
        lines += ["", f"## {table.zh}（{table.name}）", ""]
        lines += ["| 列名 | 类型 | 可空 | 含义 |", "|---|---|---|---|"]
        lines += [
            f"| `{name}` | {column.type} | {'是' if null else '否'} | {column.zh} |"
            for name, column, null in columns(table.record)
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write both dictionaries into docs/."""
    from pathlib import Path  # noqa: PLC0415 -- only the command touches files

    docs = Path(__file__).parent.parent / "docs"
    (docs / "columns.md").write_text(dictionary(), encoding="utf-8")
    (docs / "columns.zh.md").write_text(dictionary_zh(), encoding="utf-8")


if __name__ == "__main__":
    main()
