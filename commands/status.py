"""`status RAW --out OUT`: what is done, refused and why, and what a run would find."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import click

from batch.plan import PARTIAL, REFUSED, Plan
from batch.raw.discover import DiscoverError
from batch.task import Options, Outcome
from commands.console import err, out, said, table
from commands.exit_codes import FAILED
from commands.names import listed
from commands.options import corrections_option, existing, loaded, ocr_option, of_a_run
from commands.settings_file import OUT, Settled
from commands.summary import alike, in_words, print_group
from pipeline import dry_run, standing
from publish.errors import PublishError

_SHOWN = 50


@click.command("status", cls=Settled)
@click.argument("raw")
@click.option("--out", "--dataset", "target", default=OUT, show_default=True, help="As in run.")
@corrections_option
@ocr_option
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def status_command(
    raw: str, target: str, corrections: tuple[Path, ...], ocr: str, as_json: bool
) -> None:
    """Compare RAW with what was read of it into OUT; nothing is read or written.

    Without --corrections it compares with those that OUT remembers from the last run. A run with
    --ocr is to be compared with the same: what is read hangs on it.

    Exit status: 0 told; 1 failed; 2 wrong usage.
    """
    try:
        source, dataset = existing(raw), of_a_run(target)
        plan, found = dry_run(source, dataset, Options(corrections=loaded(corrections), ocr=ocr))
        state, published = standing(dataset)
    except (DiscoverError, PublishError, OSError) as error:
        err.print(said(f"Error: {error}"))
        raise SystemExit(FAILED) from None
    refused = [each for each in plan.done if each.status == REFUSED]
    told = _told(plan, refused) | {
        "dataset": state,
        "documents_in_it": published,
        "passed_over": len(found.passed_over),
    }
    if as_json:
        listed_refused = [in_words(_unread(each)) for each in refused]
        told |= {"refused_documents": listed_refused, "gone_documents": plan.gone}
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
        return
    rows = [(said(name.replace("_", " ")), said(_line(value))) for name, value in told.items()]
    out.print(table(("", ""), rows, header=False))
    for group in alike([_unread(each) for each in plan.done if each.status in (REFUSED, PARTIAL)]):
        print_group(group)
    for name in plan.gone[:_SHOWN]:
        out.print(said(f"  gone: {name}"))


def _told(plan: Plan, refused: list[Outcome]) -> dict[str, Any]:
    return {
        "done": dict(Counter(each.status for each in plan.done)),
        "refused": dict(Counter(each.reason for each in refused)),
        "to_read": dict(Counter(each.why.value for each in plan.to_read)),
        "gone": len(plan.gone),
    }


def _unread(outcome: Outcome) -> dict[str, str | None]:
    about = {"reason": outcome.reason, "message": outcome.message}
    return {"path": outcome.name, "status": outcome.status, **about}


def _line(value: object) -> str:
    return (listed(value) or "none") if isinstance(value, dict) else str(value)
