"""Which part of a page a form or a budget table takes up, from the published boxes of its values.

It reaches from the last known box of what stands before it on that page to the first known box of
what comes after it: what lies between two belongs to both pictures, and nothing is cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from look.site.bundles import Bundle
from look.site.pictures import Band
from normalize.records import (
    BudgetLineRecord,
    BudgetTableRecord,
    FormRecord,
    FundingRecord,
    IndicatorRecord,
)

Placed = IndicatorRecord | FundingRecord | BudgetLineRecord


def bands(bundle: Bundle) -> Iterator[Band]:
    """The bands of all forms of a document, page by page, and of its budget tables."""
    spans: dict[int, list[tuple[str, float, float]]] = defaultdict(list)
    for name, each in values(bundle):
        if each.page is not None and each.top is not None and each.bottom is not None:
            spans[each.page].append((name, each.top, each.bottom))
    owners: tuple[FormRecord | BudgetTableRecord, ...] = (*bundle.forms, *bundle.budget_tables)
    for owner in owners:
        for page in _pages(owner):
            yield _band(name_of(owner), page, spans[page])


def name_of(owner: FormRecord | BudgetTableRecord) -> str:
    """The name of a form (`3`) or of a budget table (`b2`) in the address of its page."""
    if isinstance(owner, BudgetTableRecord):
        return f"b{owner.table_no}"
    return str(owner.form_no)


def values(bundle: Bundle) -> Iterator[tuple[str, Placed]]:
    """Every value of a document that has a place, with the name of the form that it belongs to."""
    name = {form.form_id: name_of(form) for form in bundle.forms}
    yield from ((name[each.form_id], each) for each in bundle.indicators)
    yield from ((name[each.form_id], each) for each in bundle.funding)
    name = {table.table_id: name_of(table) for table in bundle.budget_tables}
    yield from ((name[each.table_id], each) for each in bundle.budget_lines)


def places(bundle: Bundle) -> dict[str, frozenset[str]]:
    """The places, in words, of the values of each form and budget table."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, each in values(bundle):
        if each.place:
            found[name].add(each.place)
    for form in bundle.forms:
        for fact in form.facts:
            place = fact["place"] if isinstance(fact, dict) else fact.place
            if place:
                found[name_of(form)].add(place)
    return {name: frozenset(each) for name, each in found.items()}


def _pages(owner: FormRecord | BudgetTableRecord) -> range:
    if owner.page_first is None:
        return range(0)
    return range(owner.page_first, (owner.page_last or owner.page_first) + 1)


def _band(name: str, page: int, spans: list[tuple[str, float, float]]) -> Band:
    own = [(top, bottom) for other, top, bottom in spans if other == name]
    others = [(top, bottom) for other, top, bottom in spans if other != name]
    if not own:
        kin = [(_rank(other), top, bottom) for other, top, bottom in spans]
        before = max((end for rank, _, end in kin if rank < _rank(name)), default=None)
        after = min((begin for rank, begin, _ in kin if rank > _rank(name)), default=None)
        if before is not None and after is not None and before >= after:
            before = after = None
        return Band(form=name, page=page, top=before, bottom=after)
    first, last = min(top for top, _ in own), max(bottom for _, bottom in own)
    # Text that runs down the page, or forms side by side: no band parts them.
    if any(top < last - 1 and bottom > first + 1 for top, bottom in others):
        return Band(form=name, page=page, top=None, bottom=None)
    return Band(
        form=name,
        page=page,
        top=max((bottom for _, bottom in others if bottom <= first + 1), default=None),
        bottom=min((top for top, _ in others if top >= last - 1), default=None),
    )


def _rank(name: str) -> tuple[bool, int]:
    """The order in which things are printed, as far as their numbers tell it."""
    return name.startswith("b"), int(name.removeprefix("b"))
