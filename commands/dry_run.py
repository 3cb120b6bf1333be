"""`run --dry-run`: what a run would read, and why."""

from __future__ import annotations

import json
from collections import Counter

import click

from batch.raw.discover import DiscoverError
from batch.task import Options
from commands.console import err, out, printed, said
from commands.exit_codes import FAILED
from commands.names import called, colon, listed, passed
from commands.options import existing, place
from pipeline import dry_run
from publish.errors import PublishError


def print_plan(raw: str, target: str, *, as_json: bool, options: Options) -> None:
    """What a run would do."""
    try:
        plan, found = dry_run(existing(raw), place(target), options)
    except (DiscoverError, PublishError) as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    if as_json:
        told = {
            "to_read": [{"path": p.found.name, "why": p.why} for p in plan.to_read],
            "done": len(plan.done),
            "gone": plan.gone,
            "passed_over": passed(found.passed_over),
        }
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    for each in plan.to_read:
        out.print(printed(f"{called(each.why.value)}{colon()}{each.found.name}"))
    for name in plan.gone:
        out.print(said(f"gone: {name}"))
    for what in found.passed_over:
        out.print(said(f"not read: {what}"))
    why = Counter(each.why.value for each in plan.to_read)
    out.print(f"{len(plan.to_read)} to read ({listed(why) or 'none'}), {len(plan.done)} done")
