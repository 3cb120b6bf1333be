"""What a file of XML is: the name of its root, and the namespace that it stands in."""

from __future__ import annotations

from typing import NamedTuple

import regex

from extract.readers.decoding import decode

_HEAD = 32_768
_BEFORE = regex.compile(
    r"(?:\s|\ufeff|<!--.*?-->|<\?.*?\?>|<!DOCTYPE\b[^<>\[]*(?:\[[^\]]*\]\s*)?>)*+", flags=regex.S
)
_TAG = regex.compile(r"<(?:(?P<prefix>[\w.-]+):)?(?P<name>[^\W\d][\w.-]{0,60})(?P<rest>[^<>]*)>?")
_DECLARED = regex.compile(r"xmlns(?::(?P<prefix>[\w.-]+))?\s*=\s*[\"'](?P<name>[^\"']*)[\"']")
_XHTML = "http://www.w3.org/1999/xhtml"
_OF_PAGES = frozenset(
    (
        *("html", "head", "body", "title", "meta", "link", "script", "style", "table", "tbody"),
        *("div", "p", "span", "center", "form", "section", "article", "main", "base", "font", "b"),
        *("br", "h1", "h2", "h3", "a", "img", "ul", "ol", "tr", "td", "th", "thead", "iframe"),
        *("frameset", "xml"),
    )
)


class Root(NamedTuple):
    """The root of XML; an empty namespace is none."""

    name: str
    namespace: str


def xml_root(data: bytes) -> Root | None:
    r"""The root of a file of XML; None for a page, or for anything else. Never raises.

    >>> xml_root(b'<?xml version="1.0"?>\n<w:body xmlns:w="urn:x"><w:p/>')
    Root(name='body', namespace='urn:x')
    >>> xml_root(b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>") is None
    True
    """
    if b"<" not in data[:512].replace(b"\x00", b""):
        return None
    text = decode(data[:_HEAD]).text
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    tag = _TAG.match(text, start)
    if tag is None:
        return None
    declared = {found["prefix"]: found["name"] for found in _DECLARED.finditer(tag["rest"])}
    namespace = declared.get(tag["prefix"], "")
    is_page = namespace == _XHTML or (tag["prefix"] is None and tag["name"].lower() in _OF_PAGES)
    is_xml = "<?xml" in text[:start] or bool(declared)
    return Root(tag["name"], namespace) if is_xml and not is_page else None
