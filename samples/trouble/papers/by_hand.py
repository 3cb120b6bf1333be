"""Paper of content streams written by hand, in the dialects of browsers, word processors, drawings.

`browser`: a page turned upside down and scaled, glyphs by number from an embedded font, rules as
filled boxes. `word`: a font that is not embedded, marked content, text in a clip. `type3`: each
character a drawing, numbered by first use, spaces that draw nothing.
"""

from __future__ import annotations

import math
from io import BytesIO

from pikepdf import Array, Dictionary, Name, Pdf, String

from samples.trouble.papers.by_reportlab import boxed
from samples.trouble.papers.font import EM, font, glyph_numbers, width
from samples.trouble.papers.paper import HIGH, WIDE, Face, Pen

DIALECTS = ("browser", "word", "type3")
_SCALE = 0.24
"""Points that a browser's unit is long."""
_MOST = 250
"""Drawings in one font of type 3, whose codes are single bytes."""
_ROUND = 0.5523
"""How far the handles of a quarter's curve reach, of its radius."""


class HandPaper:
    """Draws by writing operators."""

    def __init__(self, dialect: str) -> None:
        self._dialect = dialect
        self._pdf = Pdf.new()
        self._said: list[str] = []
        self._drawn: dict[str, int] = {}
        self._fonts = Dictionary()
        self._marks = 0
        self._begin()

    def wide(self, words: str, face: Face) -> float:
        plain = sum(map(width, words)) * face.size / EM
        return plain * face.condensed / 100 + face.spaced * len(words)

    def text(self, x: float, y: float, parts: list[str], face: Face) -> None:
        turn = math.radians(face.angle)
        cos, sin = math.cos(turn), math.sin(turn)
        slanted = (cos, sin, face.slant * cos - sin, face.slant * sin + cos)
        shown = [each for part in parts for each in self._runs(part)]
        self._say("q", f"{face.grey:.3f} g")
        if self._dialect == "word":
            self._say(f"/P <</MCID {self._marks}>> BDC", f"0 0 {WIDE:g} {HIGH:g} re W* n")
            self._marks += 1
        self._say(
            "BT", f"{face.condensed:g} Tz", f"{face.spaced:g} Tc", "3 Tr" if face.hidden else "0 Tr"
        )
        self._say("{:.4f} {:.4f} {:.4f} {:.4f} {:.3f} {:.3f} Tm".format(*slanted, x, y))
        for name, codes in shown:
            self._say(f"/{name} {face.size:g} Tf", f"<{codes}> Tj")
        self._say("ET", *(["EMC"] if self._dialect == "word" else []), "Q")

    def line(self, start: tuple[float, float], end: tuple[float, float], pen: Pen) -> None:
        colour = " ".join(f"{part:.3f}" for part in pen.colour)
        straight = start[0] == end[0] or start[1] == end[1]
        if straight and (pen.boxed or (self._dialect != "type3" and not pen.dash)):
            box = " ".join(f"{each:.3f}" for each in boxed(start, end, pen.width))
            self._say(f"q {colour} rg {box} re f Q")
            return
        dash = " ".join(f"{each:g}" for each in pen.dash)
        path = f"{start[0]:.3f} {start[1]:.3f} m {end[0]:.3f} {end[1]:.3f} l S"
        self._say(f"q {colour} RG {pen.width:.3f} w [{dash}] 0 d {path} Q")

    def fill(self, box: tuple[float, float, float, float], grey: float) -> None:
        sides = " ".join(f"{each:.3f}" for each in box)
        self._say(f"q {grey:.3f} g {sides} re f Q")

    def circle(self, x: float, y: float, radius: float) -> None:
        k, r = _ROUND * radius, radius
        quarters = (
            (r, k, k, r, 0, r),
            (-k, r, -r, k, -r, 0),
            (-r, -k, -k, -r, 0, -r),
            (k, -r, r, -k, r, 0),
        )
        self._say(f"q .9 .1 .1 RG 2 w {x + r:.3f} {y:.3f} m")
        for quarter in quarters:
            points = [f"{at + (y if n % 2 else x):.3f}" for n, at in enumerate(quarter)]
            self._say(" ".join(points), "c")
        self._say("S Q")

    def turn_over(self) -> None:
        page = self._pdf.add_blank_page(page_size=(WIDE, HIGH))
        page.obj.Contents = self._pdf.make_stream("\n".join(self._said).encode())
        page.obj.Resources = Dictionary(Font=self._fonts)
        self._begin()

    def bytes(self) -> bytes:
        made = {"browser": self._embedded, "word": self._named, "type3": self._drawings}
        made[self._dialect]()
        for page in self._pdf.pages:
            page.obj.Resources = Dictionary(Font=self._fonts)
        out = BytesIO()
        self._pdf.save(out, deterministic_id=True)
        return out.getvalue()

    def _begin(self) -> None:
        self._said = []
        self._marks = 0
        if self._dialect == "browser":  # upside down, and back again for the drawing itself
            self._say(f"{_SCALE} 0 0 -{_SCALE} 0 {HIGH:g} cm")
            back = 1 / _SCALE
            self._say(f"{back:.6f} 0 0 -{back:.6f} 0 {HIGH / _SCALE:.4f} cm")

    def _say(self, *words: str) -> None:
        self._said += words

    def _runs(self, words: str) -> list[tuple[str, str]]:
        """A text as hexadecimal strings with the names of their fonts."""
        if self._dialect == "browser":
            return [("F1", "".join(f"{glyph_numbers()[char]:04x}" for char in words))]
        if self._dialect == "word":
            return [("F1", words.encode("utf-16-be").hex())]
        runs: list[tuple[str, str]] = []
        for char in words:
            number = self._drawn.setdefault(char, len(self._drawn))
            name, code = f"T{number // _MOST}", f"{number % _MOST + 1:02x}"
            if runs and runs[-1][0] == name:
                runs[-1] = (name, runs[-1][1] + code)
            else:
                runs.append((name, code))
        return runs

    def _embedded(self) -> None:
        """A font by the numbers of its glyphs, which a map gives their meaning."""
        file = self._pdf.make_stream(font())
        file.Length1 = len(font())
        numbers = glyph_numbers()
        widths = [width(char) for char in numbers]
        inner = self._inner("AAAAAA+Trouble", Array([1, Array(widths)]), "Identity")
        inner.FontDescriptor.FontFile2 = file
        inner.CIDToGIDMap = Name.Identity
        meant = {f"{number:04x}": char for char, number in numbers.items()}
        self._fonts.F1 = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/AAAAAA+Trouble"),
                Encoding=Name("/Identity-H"),
                DescendantFonts=Array([inner]),
                ToUnicode=self._pdf.make_stream(_map(meant, 2)),
            )
        )

    def _named(self) -> None:
        """A font that whoever reads the file must have; its codes are those of Unicode."""
        narrow = Array([1, 95, EM // 2])  # the numbers that Adobe-GB1 gives ASCII
        inner = self._inner("SimSun", narrow, "GB1")
        self._fonts.F1 = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type0,
                BaseFont=Name("/SimSun"),
                Encoding=Name("/UniGB-UCS2-H"),
                DescendantFonts=Array([inner]),
            )
        )

    def _inner(self, name: str, widths: Array, ordering: str) -> Dictionary:
        registry = "Adobe"
        told = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{name}"),
            Flags=4,
            FontBBox=Array([0, -140, EM, 860]),
            ItalicAngle=0,
            Ascent=860,
            Descent=-140,
            CapHeight=700,
            StemV=80,
        )
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{name}"),
            CIDSystemInfo=Dictionary(
                Registry=String(registry), Ordering=String(ordering), Supplement=0
            ),
            DW=EM,
            W=widths,
            FontDescriptor=self._pdf.make_indirect(told),
        )
        return self._pdf.make_indirect(inner)

    def _drawings(self) -> None:
        """Fonts of drawings: a box each, nothing for a space."""
        characters = list(self._drawn)
        for first in range(0, len(characters), _MOST):
            some = characters[first : first + _MOST]
            shapes = Dictionary()
            for n, char in enumerate(some, 1):
                box = "" if char == " " else f"60 -80 {width(char) - 120} 880 re f"
                drawn = f"{width(char)} 0 0 -140 {width(char)} 860 d1 {box}"
                shapes[f"/g{n}"] = self._pdf.make_stream(drawn.encode())
            names = Array([1, *(Name(f"/g{n}") for n in range(1, len(some) + 1))])
            meant = {f"{n:02x}": char for n, char in enumerate(some, 1)}
            self._fonts[f"/T{first // _MOST}"] = self._pdf.make_indirect(
                Dictionary(
                    Type=Name.Font,
                    Subtype=Name.Type3,
                    FontBBox=Array([0, -140, EM, 860]),
                    FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]),
                    CharProcs=shapes,
                    Encoding=Dictionary(Type=Name.Encoding, Differences=names),
                    FirstChar=1,
                    LastChar=len(some),
                    Widths=Array([width(char) for char in some]),
                    ToUnicode=self._pdf.make_stream(_map(meant, 1)),
                    Resources=Dictionary(),
                )
            )


def _map(meant: dict[str, str], width_of_code: int) -> bytes:
    """A map from codes to the characters that they mean."""
    lines = [f"<{code}> <{char.encode('utf-16-be').hex()}>" for code, char in meant.items()]
    blocks = [lines[n : n + 100] for n in range(0, len(lines), 100)]
    body = "\n".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks
    )
    last = "ff" * width_of_code
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def\n"
        f"1 begincodespacerange <{'00' * width_of_code}> <{last}> endcodespacerange\n"
        f"{body}\nendcmap end end\n"
    ).encode()
