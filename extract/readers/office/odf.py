"""OpenDocument (odt, ods), zipped or in one flat file: its parts of content and styles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex

from extract.model import Reason, Refused
from extract.readers.office.package import Package
from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
    parse,
)

_PROPERTIES = ("text-properties", "table-cell-properties", "table-properties")
_SHADED = ("paragraph-properties", "table-row-properties", *_PROPERTIES)
_ROOT = regex.compile(rb"<(?:\w+:)?document(?=[\s>])[^>]*opendocument", flags=regex.S)


_HEAD = 16_384


@dataclass(slots=True)
class OpenDocument:
    """The body of a document, `text` or `spreadsheet`; what its styles say by their names."""

    body: Element
    styles: dict[str, OdfStyle] = field(default_factory=dict)
    paper: str = "white"
    """The colour of its pages, empty where it is not known."""

    @property
    def kind(self) -> str:
        """`text`, `spreadsheet`, or another word of the standard."""
        return local(self.body.tag)


@dataclass(frozen=True, slots=True)
class OdfStyle:
    """As far as a style changes what is shown."""

    hidden: bool = False
    struck: bool = False
    raised: bool = False
    framed: bool = False
    ink: str | None = None
    """The colour of letters, as written; None where a program chooses it."""
    ground: str | None = None
    """That behind them, empty for one that a condition may change; None where nothing is said."""


PLAIN = OdfStyle()


def opened(data: bytes) -> OpenDocument:
    """The body of a zipped or flat document. Refused where it cannot be read."""
    if not data.startswith(b"PK"):
        return _document(parse(data), None)
    package = Package(data)
    manifest = package.read("META-INF/manifest.xml")
    if manifest and b"encryption-data" in manifest:
        raise Refused(
            Reason.ENCRYPTED,
            "The file is protected with a password: ask its publisher for one that is not.",
        )
    with package.open("content.xml") as stream:
        content = parse(stream.read())
    styles = package.read("styles.xml")
    return _document(content, parse(styles) if styles else None)


def _document(content: Element, shared: Element | None) -> OpenDocument:
    body = child(content, "body")
    parts = [] if body is None else [each for each in body if isinstance(each.tag, str)]
    if not parts:
        raise Refused(Reason.DAMAGED, "The document has no body: save it anew, as docx or xlsx.")
    styles: dict[str, OdfStyle] = {}
    paper = "white"
    for root in (content,) if shared is None else (shared, content):
        for page in descendants(root, "page-layout-properties"):
            colour = attribute(page, "background-color") or "transparent"
            paper = paper if colour == "transparent" else colour
        for group in children(root, "styles", "automatic-styles"):
            for each in children(group, "style"):
                name = f"{attribute(each, 'family')}:{attribute(each, 'name')}"
                styles[name] = _style(each, styles)
    return OpenDocument(body=parts[0], styles=styles, paper=paper)


def _style(element: Element, known: dict[str, OdfStyle]) -> OdfStyle:
    parent = known.get(f"{attribute(element, 'family')}:{attribute(element, 'parent-style-name')}")
    said: dict[str, str] = {}
    for each in descendants(element, *_PROPERTIES):
        said |= {local(name): str(value) for name, value in each.attrib.items()}
    base = parent or PLAIN
    lines = [value for name, value in said.items() if name.startswith("border")]
    struck = said.get("text-line-through-style") or said.get("text-line-through-type")
    chosen = said.get("use-window-font-color") == "true"
    return OdfStyle(
        hidden=base.hidden if "display" not in said else said["display"] in ("none", "false"),
        struck=base.struck if struck is None else struck != "none",
        raised=base.raised
        if "text-position" not in said
        else said["text-position"].startswith(("super", "3", "5")),
        framed=base.framed if not lines else any(line != "none" for line in lines),
        ink=None if chosen else said.get("color", base.ink),
        ground=_ground(element, base.ground),
    )


def _ground(element: Element, below: str | None) -> str | None:
    """What a style lays behind its text; a picture or a condition makes it unknown."""
    if child(element, "map") is not None:
        return ""
    for each in descendants(element, *_SHADED):
        said = attribute(each, "background-color")
        picture = child(each, "background-image")
        if picture is not None and (len(picture) or attribute(picture, "href")):
            return ""
        if said is not None and said != "transparent":
            below = said
    return below


def is_flat(data: bytes) -> bool:
    """Is a file an OpenDocument in one piece of XML?"""
    return _ROOT.search(data[:_HEAD]) is not None


def rows_of(table: Element) -> Iterator[tuple[Element, bool]]:
    """The rows of a table, and whether each is hidden; groups of rows are seen through."""
    for each in children(
        table, "table-row", "table-rows", "table-header-rows", "table-row-group", "soft-page-break"
    ):
        if local(each.tag) == "table-row":
            yield each, attribute(each, "visibility") in ("collapse", "filter")
        else:
            yield from rows_of(each)
