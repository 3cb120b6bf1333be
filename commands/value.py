"""`value TEXT`: how a single value is read, field by field with its evidence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from commands.console import out, said, table
from commands.names import called, comma
from publish.json_values import plain
from say import Language, spoken, told

if TYPE_CHECKING:
    from normalize.values.explained_value import Because

_CODED = frozenset(
    {
        *("kind", "operator_source", "unit_source", "per_source", "period_source", "dimension"),
        *("period_type", "qual_scale", "qual_direction", "qual_degree", "parse_status"),
        *("confidence", "flag", "flags"),
    }
)
"""Fields that hold codes of the data, which have names."""


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
    from normalize import normalize_value
    from normalize.values.explained_value import explain_value

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
    rows = ((*_field(field), _held(field, value)) for field, value in shown)
    out.print(table((*_heads(), "holds"), rows))


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
    out.print(table((*_heads(), "holds", "rule", "written", "why"), map(_one_row, rows)))


def _one_row(each: Because) -> tuple[object, ...]:
    holds = _held(each.field, each.holds)
    return *_field(each.field), holds, each.why, each.written, said(each.sentence)


def _heads() -> tuple[str, ...]:
    return ("field",) if spoken() is Language.EN else ("field", "called")


def _field(name: str) -> tuple[str, ...]:
    """A field by its name in the data, and beside it what it is called in Chinese."""
    from publish.wide import labels_zh

    if spoken() is Language.EN:
        return (name,)
    return name, labels_zh("indicators").get(name) or called(name)


def _held(field: str, value: object) -> str:
    """What a field holds; a code by its name where Chinese is spoken."""
    codes = value if isinstance(value, list) else [value]
    if field in _CODED and all(isinstance(each, str) for each in codes):
        return comma().join(map(called, codes))
    return _flat(value)


def _flat(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_flat(each) for each in value)
    if isinstance(value, dict):
        return " ".join(f"{name}={_flat(each)}" for name, each in value.items() if each)
    return str(value)
