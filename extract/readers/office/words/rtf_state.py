"""What a group of rich text sets, and what ends with it."""

from __future__ import annotations

from dataclasses import dataclass

UNKNOWN = -1
"""The number of a ground that a pattern or a shape makes."""


@dataclass(slots=True)
class State:
    """What a group sets."""

    passed_over: bool = False
    optional: bool = False
    hidden: bool = False
    withdrawn: bool = False
    raised: bool = False
    font: int = 0
    skip: int = 1
    """Characters behind a character by its number, for programs that do not know it."""
    place: str = ""
    """The name of the group, where its text is no text: fonttbl, pict."""
    in_table: bool = False
    nested: bool = False
    """Does it define a row of a table in a cell?"""
    floating: bool = False
    """Is it within a shape that lies over the text?"""
    width: float = 0.0
    height: float = 0.0
    """Of a picture, in twips."""
    ink: int = 0
    """The number of the colour of letters; 0 is what a program chooses."""
    behind: int = 0
    shade: int = 0
    """Those of the colours behind letters and behind a paragraph, UNKNOWN for a pattern."""

    def plain(self, font: int) -> None:
        """Letters look again as nobody said anything of them."""
        self.hidden = self.withdrawn = self.raised = False
        self.ink = self.behind = 0
        self.font = font

    def looks(self, word: str, number: int | None) -> bool:
        """Take in a word that says how letters look, or what lies behind; False for any other."""
        on = number != 0
        if word in ("v", "webhidden"):
            self.hidden = on
        elif word in ("deleted", "strike", "striked"):
            self.withdrawn = on
        elif word in ("super", "nosupersub", "sub"):
            self.raised = word == "super" and on
        elif word == "cf":
            self.ink = number or 0
        elif word in ("cb", "chcbpat", "highlight"):
            self.behind = number or 0
        elif word == "cbpat":
            self.shade = number or 0
        elif word in ("chshdng", "shading") and number:
            self.behind = UNKNOWN
        elif word == "shp":
            self.floating = True
        else:
            return False
        return True

    def pictured(self, word: str, number: int | None) -> bool:
        """Take in a word that says the size of a picture; False for any other."""
        if self.place != "pict" or not word.startswith("pic"):
            return False
        if word in ("picwgoal", "pichgoal"):
            side = "width" if word == "picwgoal" else "height"
            setattr(self, side, float(number or 0))
        elif word in ("picscalex", "picscaley"):
            side = "width" if word == "picscalex" else "height"
            setattr(self, side, getattr(self, side) * (number or 100) / 100)
        return True
