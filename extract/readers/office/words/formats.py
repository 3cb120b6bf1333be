"""What of a Word document's text is hidden or struck through: said by a run, or by its style."""

from __future__ import annotations

from dataclasses import dataclass, field

from extract.readers.office.parts_of_xml import Element, attribute, child, children, local

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

    def over(self, below: Look) -> Look:
        """This look, with what it leaves open from another."""
        return Look(
            below.hidden if self.hidden is None else self.hidden,
            below.struck if self.struck is None else self.struck,
            below.raised if self.raised is None else self.raised,
            self.font or below.font,
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
    default: str | None = None
    """The style of paragraphs that name none."""

    @classmethod
    def of(cls, root: Element | None) -> Styles:
        """The styles that a styles part declares."""
        styles = cls()
        for each in children(root, "style") if root is not None else ():
            name = attribute(each, "styleId") or ""
            based = child(each, "basedOn")
            styles.named[name] = Style(
                look=look_of(child(each, "rPr")),
                list=list_of(child(each, "pPr")),
                based_on=attribute(based, "val") if based is not None else None,
            )
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

    def _line(self, name: str | None) -> list[Style]:
        found: list[Style] = []
        while name in self.named and len(found) < _DEEP:
            found.append(self.named[name])
            name = found[-1].based_on
        return found


def look_of(properties: Element | None) -> Look:
    """The look that run properties say."""
    if properties is None or not len(properties):
        return Look()
    hidden = struck = is_raised = None
    font = None
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
        elif name == "rFonts":
            font = next(
                (x for n in ("ascii", "hAnsi", "cs", "h-ansi") if (x := attribute(each, n))), None
            )
    return Look(hidden, struck, is_raised, font)


def list_of(properties: Element | None) -> tuple[str, int] | None:
    """The list that paragraph properties name, and the level in it; list 0 is none."""
    listed = child(properties, "numPr") if properties is not None else None
    if listed is None:
        return None
    number, level = child(listed, "numId"), child(listed, "ilvl")
    name = attribute(number, "val") if number is not None else None
    at = (attribute(level, "val") or "0") if level is not None else "0"
    return (name or "0", int(at) if at.isdigit() else 0)
