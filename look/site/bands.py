"""Which part of a page a form takes up, from nothing but the published boxes of its values.

A form reaches from the last known box of the forms before it on that page to the first known box
of the forms after it: what lies between two forms belongs to both pictures, and nothing is cut.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from look.site.bundles import Bundle
from look.site.pictures import Band
from normalize.records import FormRecord, FundingRecord, IndicatorRecord


def bands(bundle: Bundle) -> Iterator[Band]:
    """The bands of all forms of a document, page by page."""
    spans: dict[int, list[tuple[int, float, float]]] = defaultdict(list)
    number = {form.form_id: form.form_no for form in bundle.forms}
    boxed: tuple[IndicatorRecord | FundingRecord, ...] = (*bundle.indicators, *bundle.funding)
    for each in boxed:
        if each.page is not None and each.top is not None and each.bottom is not None:
            spans[each.page].append((number[each.form_id], each.top, each.bottom))
    for form in bundle.forms:
        for page in _pages(form):
            yield _band(form.form_no, page, spans[page])


def _pages(form: FormRecord) -> range:
    if form.page_first is None:
        return range(0)
    return range(form.page_first, (form.page_last or form.page_first) + 1)


def _band(form: int, page: int, spans: list[tuple[int, float, float]]) -> Band:
    before = max((bottom for other, _, bottom in spans if other < form), default=None)
    after = min((top for other, top, _ in spans if other > form), default=None)
    own = [(top, bottom) for other, top, bottom in spans if other == form]
    # Text that runs down the page, or forms side by side: no band parts them.
    if before is not None and any(top < before - 1 for top, _ in own):
        before = None
    if after is not None and any(bottom > after + 1 for _, bottom in own):
        after = None
    if before is not None and after is not None and before >= after:
        before = after = None
    return Band(form=form, page=page, top=before, bottom=after)
