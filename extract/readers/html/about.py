"""What the page around says: title, publisher, attachments; and whether it has content at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

import regex

from extract.model import Code, Issue, Reason, Refused
from extract.readers.html.content import lines_outside_tables
from extract.readers.html.data import names, shells
from extract.readers.html.page import Page
from extract.readers.html.tables import read_table
from extract.readers.html.tree import Element, elements, holds, text_of
from extract.words.gate import Gate
from extract.words.text import key

_LINK = regex.compile(r"\.(?P<extension>[a-z0-9]{2,5})$", flags=regex.I)
_SITE_SEPARATOR = regex.compile(r"\s*[-_|–—·]+\s*")
_NO_CHARACTERS = 20  # a spinner's "loading", a copyright sign
_SENTENCE = regex.compile(r"\p{Han}{4}[^。！]*[。！]")  # of a page that has one thing to say
_FEW_CHARACTERS = 300  # an error page says what is wrong in fewer
_MANY_CHARACTERS = 1_500  # and with its site's menu around it
_INFORMATION_ROWS = 12  # the table of index number, date and publisher above a publication


def stated_of_page(page: Page) -> dict[str, str]:
    """What <meta> elements state, by their names in lower case."""
    return {
        (meta.get("name") or meta.get("property") or "").lower(): meta.get("content") or ""
        for meta in elements(page.document, "meta")
    }


def title_of_page(page: Page, stated: Mapping[str, str]) -> str | None:
    """The title stated in <meta>, the first <h1>, or <title> without the site's name."""
    if title := _first(stated, names("stated", "title")):
        return title
    for heading in elements(page.document, "h1"):
        if text := " ".join(text_of(heading, " ").split()):
            return text
    return _without_site(page.title, _first(stated, names("stated", "site"))) or None


def _without_site(title: str, site: str | None) -> str:
    parts = [part for part in _SITE_SEPARATOR.split(title) if part]
    while len(parts) > 1 and (
        parts[-1] == site or parts[-1].endswith(names("stated", "site_ends"))
    ):
        parts.pop()
    return title[: title.index(parts[-1]) + len(parts[-1])].strip() if parts else ""


def publisher_of_page(page: Page, stated: Mapping[str, str], gate: Gate) -> str | None:
    """The publisher stated in <meta>, or printed behind 来源： or 发布机构：."""
    if publisher := _first(stated, names("stated", "publisher")):
        return publisher
    labels = names("stated", "publisher_labels")
    for label, text in _pairs(page.document, gate):
        if key(label) in labels and text:
            return text
    return None


def _pairs(document: Element, gate: Gate) -> Iterator[tuple[str, str]]:
    """Printed label and text: `来源：县财政局 时间：…` in a line, or in two cells side by side."""
    for line in lines_outside_tables(document, gate):
        yield from regex.findall(r"(\w{2,6})\s*[:：]\s*([^\s:：|]+)(?=\s|\||$)", line)
    for table in elements(document, "table"):
        if len(list(table.iter("tr"))) <= _INFORMATION_ROWS:
            for row in read_table(table).rows:
                for label, text in pairwise(row):
                    yield label.text, text.text
                for cell in row:
                    yield from regex.findall(r"^(\w{2,6})\s*[:：]\s*(\S+)", cell.text)


def _first(stated: Mapping[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((text for name in wanted if (text := stated.get(name.lower(), "").strip())), None)


def attachments(page: Page, base: str | None) -> tuple[Issue, ...]:
    """A note for every file that the page links to; `base` is the page's own address if known."""
    found: dict[str, None] = {}
    for address in page.addresses:
        if whole := _address(address, base):
            found[whole] = None
    return tuple(Issue(code=Code.ATTACHMENT_FOUND, text=address) for address in found)


def _address(address: str, base: str | None) -> str | None:
    """The whole address of a link to a file; None for any other link."""
    try:
        path = urlsplit(address).path
        match = _LINK.search(path)
        if match is None or match["extension"].lower() not in names("attachments", "extensions"):
            return None
        return urljoin(base, address) if base else address
    except ValueError:  # `http://[` and the like: no address
        return None


def refuse_shell(page: Page, known: Sequence[Element], printed: str, *, tables: bool) -> None:
    """Refused where a page is an error page, a wall, or a frame that scripts fill.

    `known` are the elements for a publication, `printed` is all the text that the page shows,
    `tables` whether it has any.
    """
    shown = len("".join(printed.split()))
    if shown > _MANY_CHARACTERS:
        return
    told = page.title if tables or shown > _FEW_CHARACTERS else f"{page.title} {printed}"
    for shell in shells():
        if any(_names(told.lower(), word) for word in shell.words):
            raise Refused(Reason.NO_CONTENT, shell.advice)
    nothing = shown <= _NO_CHARACTERS and not _SENTENCE.search(printed)
    if not tables and (nothing or _awaits_content(known)):
        raise Refused(
            Reason.NO_CONTENT,
            "The page prints nothing: scripts load its content, or another frame holds it. "
            "Open it in a browser and save it from there.",
        )


def _names(text: str, word: str) -> bool:
    """404 is no part of 14040, login none of logins; Chinese has no such borders."""
    if not word.isascii():
        return word in text
    return regex.search(rf"(?<!\w){regex.escape(word)}(?!\w)", text) is not None


def _awaits_content(known: Sequence[Element]) -> bool:
    """Is the element for the publication there, and empty?"""
    return bool(known) and not any(text_of(e, strip=True) or holds(e, "table") for e in known)
