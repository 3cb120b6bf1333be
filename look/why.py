"""The rules that decided, told in a sentence, and every form and row of a file with its own."""

from __future__ import annotations

from collections.abc import Iterator

from extract.budgets.family import BUDGETS
from extract.families import gate
from extract.model import BudgetTable, Form, Issue, Joint, Source
from extract.readers import read
from extract.tables.stitching import stitch
from extract.targets import LAYOUTS, declined, recognise
from extract.targets.family import TARGETS
from extract.targets.form_table import FormTable
from extract.targets.forms_in_a_table import take_apart
from extract.words.why import Why
from look.code_names import code_names
from normalize.issues import text_of
from say import Language, Said, render, spoken


def sentence(why: Why, *, zh: bool = False) -> str:
    """What a rule decided, told to a person.

    >>> sentence(Why.NO_VALUES)
    'The header of the indicators names no column of values (指标值).'
    """
    return render(Said(f"decided.{why.value}", ()), zh=zh)


def told(why: Why) -> str:
    """A rule by its name, as the code has it, and its sentence in the language that is spoken."""
    return f"{why}{'：' if _zh() else ': '}{sentence(why, zh=_zh())}"


def decisions(source: Source) -> Iterator[str]:
    """Line by line, for every table and form of a file, the rules that decided.

    Raises Refused where the file cannot be read.
    """
    of_budgets = BUDGETS.read(read(source, gate=gate()).grids)
    for budget in of_budgets.budget_tables:
        yield from _of_budget(budget)
    for number, whole in enumerate(stitch(of_budgets.left, TARGETS.opened), 1):
        yield _line("table", number, whole.n_rows, whole.n_cols, page=whole.page)
        if whole.apart:
            yield _line("apart", told(whole.apart))
        for joint in whole.joints:
            yield from _joined(joint)
        for part in take_apart(whole):
            yield from _of_form(part)


def _of_budget(table: BudgetTable) -> Iterator[str]:
    kind = _called(f"table_{table.kind}") if _zh() else str(table.kind)
    counts = (len(table.lines), table.cells_seen, table.cells_failed)
    yield _line("budget", table.title or kind, kind, *counts, page=table.page_first)
    yield from map(_of_row, table.issues)


def _line(name: str, *tells: object, page: int | None = None) -> str:
    """A sentence of the catalogue's `decisions`, with the page where there is one."""
    paged = tells if page is None else (*tells, page)
    said = Said(f"decisions.{name}{'' if page is None else '_page'}", tuple(map(str, paged)))
    return render(said, zh=_zh())


def _joined(joint: Joint) -> Iterator[str]:
    yield _line("joined", joint.row + 1, told(joint.why), page=joint.page)
    if joint.rest:
        yield _line("rest" if joint.rest.yes else "own_row", told(joint.rest.why))


def _of_form(table: FormTable) -> Iterator[str]:
    forms = recognise(table)
    for form in forms:
        rows = (len(form.indicators), form.rows_failed, form.rows_ignored)
        yield _line("form", form.layout, _called(form.kind), *rows)
        yield _line("told_by", *_told_by(form))
        yield from map(_of_row, form.issues)
    if not forms and (lacks := declined(table)):
        yield _line("no_form", told(lacks))


def _told_by(form: Form) -> tuple[str, str]:
    """What recognised the form's layout: its name in the catalogue, and what such a form prints."""
    layout = next(layout for layout in LAYOUTS if layout.id == form.layout)
    return layout.told_by.__name__, layout.zh if _zh() else layout.prints


def _of_row(issue: Issue) -> str:
    text = text_of(issue.code, " ".join(issue.text.split()), zh=_zh())
    line = _line("issue", _called(f"issue.{issue.code}"), text, page=issue.page)
    return f"{line}\n      {told(issue.why)}" if issue.why else line


def _called(code: str) -> str:
    """A code as the data has it; its name where Chinese is spoken."""
    both = code_names().get(str(code))
    return both[1] if both and _zh() else str(code).removeprefix("issue.")


def _zh() -> bool:
    return spoken() is Language.ZH
