"""`value TEXT`: how a single value is read, field by field with its evidence."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from commands.console import out, table
from normalize import normalize_value
from publish.json_values import plain


@click.command("value", context_settings={"ignore_unknown_options": True})
@click.argument("text")
@click.option("--name", help="Name of the indicator (三级指标).")
@click.option("--operator", "operator_cell", help="Text of the operator column (指标性质).")
@click.option("--unit", "unit_cell", help="Text of the unit column (计量单位).")
@click.option("--year", type=click.IntRange(1949, 2100), help="Budget year of the form.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def value_command(  # noqa: PLR0913, PLR0917 -- click passes one parameter an option
    text: str,
    name: str | None,
    operator_cell: str | None,
    unit_cell: str | None,
    year: int | None,
    as_json: bool,
) -> None:
    """Print how an indicator value such as "≥20万元/村/年" is read."""
    target = normalize_value(
        text, name=name, operator_cell=operator_cell, unit_cell=unit_cell, fiscal_year=year
    )
    fields = plain(asdict(target))
    if as_json:
        click.echo(json.dumps(fields, ensure_ascii=False, indent=2))
        return
    shown = ((field, value) for field, value in fields.items() if value not in (None, [], ""))
    out.print(table(("field", "value"), ((field, _flat(value)) for field, value in shown)))


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_flat(each) for each in value)
    if isinstance(value, dict):
        return " ".join(f"{name}={_flat(each)}" for name, each in value.items() if each)
    return str(value)
