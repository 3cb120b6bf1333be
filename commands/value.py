"""`value TEXT`: how a single value is read, field by field with its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

import click

from commands.console import out, table
from normalize import normalize_value
from normalize.values.explained_value import Because, explain_value
from publish.json_values import plain
from say import told


@click.command("value", context_settings={"ignore_unknown_options": True})
@click.argument("text")
@click.option("--name", help="Name of the indicator.")
@click.option("--operator", "operator_cell", help="Text of the operator column.")
@click.option("--unit", "unit_cell", help="Text of the unit column.")
@click.option("--year", type=click.IntRange(1949, 2100), help="Budget year of the form.")
@click.option("--why", is_flag=True, help="Print the rule that decided each field.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def value_command(  # noqa: PLR0913, PLR0917 -- click passes one parameter an option
    text: str,
    name: str | None,
    operator_cell: str | None,
    unit_cell: str | None,
    year: int | None,
    why: bool,
    as_json: bool,
) -> None:
    """Print how an indicator value such as "≥20万元/村/年" is read."""
    if why:
        _print_why(
            explain_value(
                text, name=name, operator_cell=operator_cell, unit_cell=unit_cell, fiscal_year=year
            ),
            as_json=as_json,
        )
        return
    target = normalize_value(
        text, name=name, operator_cell=operator_cell, unit_cell=unit_cell, fiscal_year=year
    )
    fields = plain(asdict(target))
    if as_json:
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    shown = ((field, value) for field, value in fields.items() if value not in (None, [], ""))
    out.print(table(("field", "value"), ((field, _flat(value)) for field, value in shown)))


def _print_why(found: Iterable[Because], *, as_json: bool) -> None:
    rows = tuple(found)
    if as_json:
        click.echo(
            json.dumps(
                [row._replace(sentence=told(row.sentence))._asdict() for row in rows],
                ensure_ascii=False,
                indent=2,
            )
        )
        return
    out.print(table(("field", "holds", "rule", "written", "why"), map(_one_row, rows)))


def _one_row(each: Because) -> tuple[str, ...]:
    return each.field, each.holds, each.why, each.written, each.sentence


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_flat(each) for each in value)
    if isinstance(value, dict):
        return " ".join(f"{name}={_flat(each)}" for name, each in value.items() if each)
    return str(value)
