"""Budget, target and self-evaluation of one year side by side, where published (全过程)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from insight.bodies import Body, bodies_of
from insight.changes import changed
from insight.forms import FormFamily, form_families
from insight.names import core
from insight.reading import Document, Form, Money, Row, RowsByForm, documents_of, forms_of
from insight.targets import Pair, pairs_of
from normalize.records import BridgeRecord
from normalize.records.panel import Relation, Subject
from publish.tables.release import Release
from reconcile.words import fold


class _Line(NamedTuple):
    """An amount of a table of projects: names are those of the columns of `budget_lines`."""

    line_id: str
    table_id: str
    document_id: str
    fiscal_year: int | None
    row_label_text: str
    measure: str
    phase: str | None
    amount_text: str
    unit_text: str | None
    amount: Decimal | None
    is_total: bool
    place: str | None

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.row_label_text, self.amount_text, self.unit_text)))


@dataclass(frozen=True, slots=True)
class _Year:
    documents: Mapping[str, Document]
    money: Money
    rows: RowsByForm
    lines: Mapping[tuple[int, str], Mapping[str, _Line]]
    """Year and folded department → folded name of a project → its amount."""


def bridge(release: Release) -> Iterator[BridgeRecord]:
    """The rows of the table `bridge`, by year, department, project and target.

    A project stands here where two of the three are published: its line in the budget's table of
    projects, its target form, its self-evaluation. Raises ReleaseError.
    """
    documents = documents_of(release)
    forms = forms_of(release, documents)
    data = _Year(
        documents,
        Money.of(release),
        RowsByForm(release, "indicators", Row),
        _project_lines(release, forms),
    )
    for year, bodies in bodies_of(forms, documents).items():
        for body in bodies.values():
            lines = data.lines.get((year, body.key[0]), {})
            evaluated = body.own("self_evaluation") + body.projects("self_evaluation")
            if lines or evaluated:
                yield from _body(data, body, lines)


def _body(data: _Year, body: Body, lines: Mapping[str, _Line]) -> Iterator[BridgeRecord]:
    families = list(
        form_families(body.projects(), body.projects("self_evaluation"), data.rows, body.place)
    )
    own, evaluated = body.own(), body.own("self_evaluation")
    if len(own) == len(evaluated) == 1:
        families.insert(
            0, FormFamily(before=tuple(own), after=tuple(evaluated), relation=Relation.SAME)
        )
    by_core = {core(line.row_label_text, body.place): line for line in lines.values()}
    for family in families:
        line = _line(family, lines, by_core, body.place)
        if (family.before and family.after) or line:
            yield _record(data, body, family, line)
        if family.before and family.after:
            yield from _targets(data, body, family)


def _line(
    family: FormFamily, lines: Mapping[str, _Line], by_core: Mapping[str, _Line], place: str
) -> _Line | None:
    """The budget's line of the same name, else of the same name but for generic words."""
    forms = family.before or family.after
    if len(forms) != 1 or not forms[0].project_name:
        return None
    name = forms[0].project_name
    return lines.get(fold(name)) or by_core.get(core(name, place))


def _targets(data: _Year, body: Body, family: FormFamily) -> Iterator[BridgeRecord]:
    forms = {form.form_id: form for form in (*family.before, *family.after)}
    sides = [
        [row for form in side for row in data.rows.of(form.form_id)]
        for side in (family.before, family.after)
    ]
    for pair in pairs_of(*sides):
        old = forms[pair.before.form_id] if pair.before else family.before[0]
        new = forms[pair.after.form_id] if pair.after else family.after[0]
        narrowed = FormFamily(
            before=(old,), after=(new,), relation=family.relation, match=pair.match,
            score=pair.score, evidence=pair.evidence,
        )  # fmt: skip
        yield _record(data, body, narrowed, None, pair)


def _record(
    data: _Year, body: Body, family: FormFamily, line: _Line | None, pair: Pair | None = None
) -> BridgeRecord:
    old = family.before[0] if family.before else None
    new = family.after[0] if family.after else None
    row, evaluated = (pair.before, pair.after) if pair else (None, None)
    subject = Subject.TARGET if pair else Subject.PROJECT
    if not pair and any(form.kind == "department" for form in (*family.before, *family.after)):
        subject = Subject.DEPARTMENT
    return BridgeRecord(
        bridge_id=_identity(family, pair),
        fiscal_year=body.year,
        subject=subject.value,
        department_name=body.name,
        project_name=_names(family.before),
        project_evaluated=_names(family.after),
        match=family.match.value if family.match else None,
        match_score=family.score,
        match_evidence=family.evidence,
        **_compared(body, row, evaluated),
        budget_text=line.text if line else None,
        budget_amount=line.amount if line else None,
        amount=None if pair else data.money.total(family.before),
        amount_evaluated=None if pair else data.money.total(family.after),
        line_id=line.line_id if line else None,
        form_id=old.form_id if old else None,
        form_evaluated=new.form_id if new else None,
        budget_path=data.documents[line.document_id].path if line else None,
        path=data.documents[old.document_id].path if old else None,
        path_evaluated=data.documents[new.document_id].path if new else None,
        budget_place=line.place if line else None,
        place=row.place if row else old.place if old else None,
        place_evaluated=evaluated.place if evaluated else new.place if new else None,
    )


def _names(forms: Sequence[Form]) -> str | None:
    return " + ".join(form.project_name for form in forms if form.project_name) or None


def _identity(family: FormFamily, pair: Pair | None) -> str:
    if pair:
        return "~".join(row.indicator_id if row else "" for row in (pair.before, pair.after))
    return "~".join(
        "+".join(form.form_id for form in side) for side in (family.before, family.after)
    )


def _compared(body: Body, row: Row | None, evaluated: Row | None) -> dict[str, Any]:
    told: dict[str, Any] = dict.fromkeys(("change", "demand", "demand_source"))
    if row and evaluated:
        said = changed(row, evaluated, body.year, body.year)
        told["change"], told["demand"] = said.change.value, said.demand.value
        told["demand_source"] = said.source.value if said.source else None
    elif row or evaluated:
        told["change"] = "dropped" if row else "new"
    either = evaluated or row
    return told | {
        "name": row.name if row else None,
        "name_evaluated": evaluated.name if evaluated else None,
        "text": row.text if row else None,
        "text_evaluated": evaluated.text if evaluated else None,
        "actual_text": evaluated.actual_raw if evaluated else None,
        "weight": either.weight if either else None,
        "score": evaluated.score if evaluated else None,
        "indicator_id": row.indicator_id if row else None,
        "indicator_evaluated": evaluated.indicator_id if evaluated else None,
    }


def _project_lines(
    release: Release, forms: Sequence[Form]
) -> dict[tuple[int, str], dict[str, _Line]]:
    """Totals of 项目支出表 by department and project; a name printed twice says nothing."""
    tables = _tables(release, forms)
    found: dict[tuple[int, str], dict[str, list[_Line]]] = defaultdict(lambda: defaultdict(list))
    for file in release.files_of("budget_lines"):
        part = release.read(file, list(_Line._fields))
        columns = (part.column(name).to_pylist() for name in _Line._fields)
        for line in map(_Line._make, zip(*columns, strict=True)):
            body = tables.get(line.table_id)
            wanted = line.measure == "total" and line.phase != "final" and not line.is_total
            if body and wanted and line.fiscal_year and line.amount is not None:
                found[line.fiscal_year, body][fold(line.row_label_text)].append(line)
    return {
        key: {name: each[0] for name, each in names.items() if len(each) == 1}
        for key, names in found.items()
    }


def _tables(release: Release, forms: Sequence[Form]) -> dict[str, str]:
    """Tables of projects → the folded department: the one of the forms beside them, or printed."""
    beside: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        name = form.department_name or form.supervisor_name or form.implementing_unit
        beside[form.document_id].add(fold(name))
    wanted = ("table_id", "document_id", "kind", "department_name")
    found: dict[str, str] = {}
    for file in release.files_of("budget_tables"):
        part = release.read(file, wanted)
        for table_id, document_id, kind, name in zip(
            *(part.column(each).to_pylist() for each in wanted), strict=True
        ):
            if kind == "projects":
                names = beside[document_id] - {""}
                found[table_id] = max(names, key=len) if len(names) == 1 else fold(name)
    return found
