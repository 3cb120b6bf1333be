"""`schema`: the data dictionary."""

from __future__ import annotations

import json

import click

from commands.console import out, printed, table
from normalize.records import DERIVED, SCHEMA_VERSION, TABLES, Table, columns
from publish.dictionary import meaning
from say import Language, spoken


@click.command("schema")
@click.argument(
    "name",
    metavar="[TABLE]",
    required=False,
    type=click.Choice([table.name for table in (*TABLES, *DERIVED)]),
)
@click.option("--zh", is_flag=True, help="The meanings in Chinese.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON, by Table Schema.")
def schema_command(name: str | None, zh: bool, as_json: bool) -> None:
    """Print the data dictionary: every column of all tables, or of the one named.

    Exit status: 0 printed; 2 wrong usage.
    """
    from publish.descriptor import described, fields_of

    zh = zh or spoken() is Language.ZH
    tables = [each for each in (*TABLES, *DERIVED) if name in (None, each.name)]
    if as_json:
        listed = [described(each) | {"fields": fields_of(each)} for each in tables]
        said = {"schema_version": SCHEMA_VERSION, "tables": listed}
        click.echo(json.dumps(said, ensure_ascii=False, indent=2))
        return
    for each in tables:
        _print(each, zh=zh)


def _print(each: Table, *, zh: bool) -> None:
    title = f"{each.zh} ({each.name})：每行是{each.row_zh}" if zh else None
    out.print(printed(title or f"{each.name} ({each.zh}): a row is {each.row}"), style="bold")
    headers = ("列名", "类型", "可空", "含义") if zh else ("column", "type", "null", "meaning")
    yes, no = ("是", "否") if zh else ("yes", "no")
    out.print(
        table(
            headers,
            (
                (
                    column_name,
                    column.type,
                    yes if null else no,
                    meaning(column, zh=zh).replace("`", ""),
                )
                for column_name, column, null in columns(each.record)
            ),
        )
    )
    out.print()
