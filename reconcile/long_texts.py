"""Long texts of forms: two departments that print the same one copied it (套话)."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b

from normalize.records import FormRecord
from reconcile.books import Books
from reconcile.words import fold

LONG = 20
"""Characters from which a text that two departments print was copied, not found twice."""


def long_texts(books: Books, form: FormRecord) -> Iterator[tuple[str, str]]:
    """Texts of a form that are long enough to be copies: folded, as printed."""
    texts = [form.goal or "", form.goal_long_term or ""]
    texts += [text for row in books.rows(form) for text in (row.name, row.value_raw)]
    for text in texts:
        folded = fold(text)
        if len(folded) >= LONG:
            yield folded, text


def mark(year: int | None, folded: str) -> str:
    """A hundred and twenty-eight bits of a text and its year: no two texts share them."""
    said = f"{year} {folded}".encode("utf-8", "surrogatepass")
    return blake2b(said, digest_size=16).hexdigest()
