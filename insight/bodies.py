"""The public bodies of a dataset, year by year, with their forms."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from insight.names import core, indicator_key, is_common, meaning, region
from insight.reading import Document, Form, RowsByForm
from reconcile.words import fold

Key = tuple[str, str]
"""A body: its folded name, and its publisher where the name alone is that of several."""


@dataclass(slots=True)
class Body:
    """A department in one year: its forms, each once, by stage."""

    key: Key
    year: int
    name: str = ""
    codes: set[str] = field(default_factory=set)
    forms: list[Form] = field(default_factory=list)
    read_in_full: bool = True

    @property
    def place(self) -> str:
        """The region that its name begins with."""
        return region(self.key[0])

    def own(self, stage: str = "target") -> list[Form]:
        """The forms of the department itself."""
        return [form for form in self.forms if form.kind == "department" and form.stage == stage]

    def projects(self, stage: str = "target") -> list[Form]:
        """The forms of its projects and transfers."""
        return [form for form in self.forms if form.kind != "department" and form.stage == stage]

    def marks(self, rows: RowsByForm) -> frozenset[str]:
        """What marks the body: its projects, and what these and it itself count.

        Names of two characters, 党建 or 办公, are what any department has, and so are indicators
        that say nothing of their own.
        """
        cores = (meaning(core(form.project_name or "", self.place)) for form in self.projects())
        keys = (
            indicator_key(row.name)
            for form in self.own() + self.projects()
            for row in rows.of(form.form_id)
        )
        named = {each for each in cores if len(each) >= 3}
        return frozenset(named | {key for key in keys if not is_common(key)})


def bodies_of(
    forms: Sequence[Form], documents: Mapping[str, Document]
) -> dict[int, dict[Key, Body]]:
    """Year → its bodies. Forms of unknown year or body stay out: nobody can follow them."""
    names = _names(forms)
    several = _several(forms, names, documents)
    found: dict[int, dict[Key, Body]] = defaultdict(dict)
    printed: dict[tuple[int, Key], Counter[str]] = defaultdict(Counter)
    first: dict[tuple[object, ...], str] = {}
    for form in forms:
        name, year = names[form.form_id], form.fiscal_year
        if not name or year is None:
            continue
        document = documents[form.document_id]
        key = (name, fold(document.publisher) if name in several else "")
        once = (year, key, form.kind, form.stage, _subject(form))
        if first.setdefault(once, form.document_id) != form.document_id:
            continue  # the same publication once more, as a web page beside its PDF
        body = found[year].setdefault(key, Body(key=key, year=year))
        body.forms.append(form)
        body.read_in_full &= document.status != "partial"
        if form.supervisor_code:
            body.codes.add(form.supervisor_code)
        said = form.department_name or form.supervisor_name or form.implementing_unit
        printed[year, key][said or ""] += 1
    for year, bodies in found.items():
        for key, body in bodies.items():
            body.name = printed[year, key].most_common(1)[0][0]
    return {year: found[year] for year in sorted(found)}


def _subject(form: Form) -> tuple[str, str]:
    return fold(form.project_name), fold(form.implementing_unit)


def _names(forms: Iterable[Form]) -> dict[str, str]:
    """Form → folded name of its body, the fuller one where its document has it twice."""
    own = {
        form.form_id: fold(form.department_name or form.supervisor_name or form.implementing_unit)
        for form in forms
    }
    beside: dict[str, set[str]] = defaultdict(set)
    for form in forms:
        beside[form.document_id].add(own[form.form_id])
    fuller: dict[tuple[str, str], str] = {}
    for document_id, names in beside.items():
        for name in names:
            longer = [each for each in names if len(each) > len(name) >= 3 and each.endswith(name)]
            if len(longer) == 1:
                fuller[document_id, name] = longer[0]
    return {
        form.form_id: fuller.get((form.document_id, own[form.form_id]), own[form.form_id])
        for form in forms
    }


def _several(
    forms: Iterable[Form], names: Mapping[str, str], documents: Mapping[str, Document]
) -> set[str]:
    """Names that several publishers of one year have bodies of: 教育局 of two counties."""
    publishers: dict[tuple[int | None, str], set[str]] = defaultdict(set)
    for form in forms:
        if publisher := documents[form.document_id].publisher:
            publishers[form.fiscal_year, names[form.form_id]].add(fold(publisher))
    return {name for (_, name), each in publishers.items() if len(each) > 1}
