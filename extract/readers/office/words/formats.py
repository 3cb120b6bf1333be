"""How a Word document's text looks, as far as it changes what is read: said by a run or a style."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.office.parts_of_xml import (
    Element,
    attribute,
    child,
    children,
    descendants,
    local,
)

_OFF = ("0", "false", "off", "none")
_DEEP = 12
"""Styles that are based on each other; more are a ring."""


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown; None where nobody says."""

    hidden: bool | None = None
    struck: bool | None = None
    raised: bool | None = None
    font: str | None = None
    ink: str | None = None
    """The colour of letters as written."""
    ground: str | None = None
    """That behind them, empty for a pattern."""

    def over(self, below: Look) -> Look:
        """This look, with what it leaves open from another."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
            self.font or below.font,
            self.ink or below.ink,
            below.ground if self.ground is None else self.ground,
        )


@dataclass(slots=True)
class Style:
    """A style: its look, the list that it numbers its paragraphs in, the style that it is based on.

    `list` is the list's number and the level in it.
    """

    look: Look = Look()
    list: tuple[str, int] | None = None
    based_on: str | None = None


@dataclass(slots=True)
class Styles:
    """The styles of a document by their names."""

    named: dict[str, Style] = field(default_factory=dict)
    paints_tables: set[str] = field(default_factory=set)
    """Styles of tables that lay colours behind their cells."""
    default: str | None = None
    """The style of paragraphs that name none."""
    is_paper_coloured: bool = False
    """Do its pages have a colour of their own?"""

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles that a styles part declares."""
        styles = cls()
        for each in children(root, "style") if root is not None else ():
            name = attribute(each, "styleId") or ""
            based = child(each, "basedOn")
            styles.named[name] = Style(
                look=look_of(child(each, "rPr")).over(Look(ground=shade_of(child(each, "pPr")))),
                list=list_of(child(each, "pPr")),
                based_on=attribute(based, "val") if based is not None else None,
            )
            if any(_shade(shd) is not None for shd in descendants(each, "shd")):
                styles.paints_tables.add(name)
            if attribute(each, "default") in ("1", "true") and attribute(each, "type") == (
                "paragraph"
            ):
                styles.default = name
        return styles

    def look(self, name: str | None) -> Look:
        """The look that a style gives, those that it is based on among it."""
        look = Look()
        for style in self._line(name):
            look = look.over(style.look)
        return look

    def listed(self, name: str | None) -> tuple[str, int] | None:
        """The list that a style numbers its paragraphs in."""
        return next((style.list for style in self._line(name) if style.list), None)

    def line(self, name: str | None) -> list[str]:
        """A style, and those that it is based on."""
        found: list[str] = []
        while name in self.named and len(found) < _DEEP:
            found.append(name)
            name = self.named[name].based_on
        return found

    def _line(self, name: str | None) -> list[Style]:
        return [self.named[each] for each in self.line(name)]


def look_of(properties: Element | None) -> Look:
    """The look that run properties say."""
    if properties is None or not len(properties):
        return Look()
    hidden = struck = is_raised = None
    font = ink = ground = None
    for each in properties:
        name = local(each.tag) if isinstance(each.tag, str) else ""
        if name in ("vanish", "strike", "dstrike"):
            is_on = attribute(each, "val") not in _OFF
            if name == "vanish":
                hidden = is_on
            else:
                struck = is_on or struck
        elif name == "vertAlign":
            is_raised = attribute(each, "val") == "superscript"
        elif name == "color":
            ink = attribute(each, "val")
        elif name == "highlight":
            ground = attribute(each, "val")
            ground = None if ground == "none" else ground
        elif name == "shd":
            ground = _shade(each) if ground is None else ground
        elif name == "rFonts":
            font = next(
                (x for n in ("ascii", "hAnsi", "cs", "h-ansi") if (x := attribute(each, n))), None
            )
    return Look(hidden, struck, is_raised, font, ink, ground)


def shade_of(properties: Element | None) -> str | None:
    """The colour that properties of a paragraph, a cell or a table lay behind it.

    Empty for a pattern, None where they say nothing.
    """
    shade = child(properties, "shd") if properties is not None else None
    return _shade(shade) if shade is not None else None


def _shade(shade: Element) -> str | None:
    pattern = attribute(shade, "val") or "clear"
    if pattern not in ("clear", "nil", "solid"):
        return ""
    said = attribute(shade, "color" if pattern == "solid" else "fill") or "auto"
    if said == "auto":
        return "black" if pattern == "solid" else None
    return said


def list_of(properties: Element | None) -> tuple[str, int] | None:
    """The list that paragraph properties name, and the level in it; list 0 is none."""
    listed = child(properties, "numPr") if properties is not None else None
    if listed is None:
        return None
    number, level = child(listed, "numId"), child(listed, "ilvl")
    name = attribute(number, "val") if number is not None else None
    at = (attribute(level, "val") or "0") if level is not None else "0"
    return (name or "0", int(at) if at.isdigit() else 0)
