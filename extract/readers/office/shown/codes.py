"""The code of a number format → its sections, each a row of tokens."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import regex

BUILT_IN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"-#,##0',
    6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00',
    8: '"¥"#,##0.00;"¥"-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0",
    38: "#,##0;-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;-#,##0.00",
    41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
    50: 'yyyy"年"m"月"',
    51: 'm"月"d"日"',
    52: 'yyyy"年"m"月"',
    53: 'm"月"d"日"',
    54: 'm"月"d"日"',
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Codes that a file names by number alone, as the Chinese editions show them."""

_TOKEN = regex.compile(
    r"""
    (?P<general> General | G/通用格式 | GENERAL )
    | " (?P<quoted> [^"]* ) (?: " | $ )
    | (?: \\ | ! (?= [.,0-9#?%/@] ) ) (?P<escaped> . )
    | _ (?P<width> . )
    | \* (?P<fill> . )
    | \[ (?P<bracket> [^\]]* ) \]
    | (?P<half> AM/PM | am/pm | A/P | a/p | 上午/下午 )
    | (?P<date> (?: y+ | m+ | d+ | h+ | s+ (?: \.0+ )? | aaaa? | e+ (?! [+-] ) ) )
    | (?P<exponent> [Ee] [+-] )
    | (?P<digit> [0#?] )
    | (?P<point> \. )
    | (?P<comma> , )
    | (?P<percent> % )
    | (?P<slash> / )
    | (?P<text> @ )
    | (?P<literal> . )
    """,
    flags=regex.VERBOSE | regex.S | regex.I,
)
_CONDITION = regex.compile(r"(?P<sign><=|>=|<>|<|>|=)\s*(?P<limit>-?\d+(?:\.\d+)?)")
_CURRENCY = regex.compile(r"\$(?P<symbol>[^-]*)(?:-[0-9A-F]+)?", flags=regex.I)
_ELAPSED = regex.compile(r"h+|m+|s+", flags=regex.I)
_LONGEST = 1_000


@dataclass(frozen=True, slots=True)
class Condition:
    """For which numbers a section is: `[>=100]`."""

    sign: str
    limit: float

    def holds(self, value: float) -> bool:
        """Is a number one of them?"""
        return {
            "<": value < self.limit,
            ">": value > self.limit,
            "=": value == self.limit,
            "<=": value <= self.limit,
            ">=": value >= self.limit,
            "<>": value != self.limit,
        }[self.sign]

    @property
    def negative(self) -> bool:
        """Is the section for negative numbers alone, so that it shows the sign itself?"""
        return self.sign in ("<", "<=") and self.limit <= 0 and (self.sign == "<" or self.limit < 0)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a code: its kind as `_TOKEN` names it, and its text."""

    kind: str
    text: str


@dataclass(frozen=True)
class Section:
    """One of the sections of a code. `numerals` is 1 or 2 where numbers are written in Chinese."""

    tokens: tuple[Token, ...]
    condition: Condition | None = None
    numerals: int = 0

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The kinds of its tokens."""
        return frozenset(token.kind for token in self.tokens)

    @property
    def is_general(self) -> bool:
        """Does it show a number as it is?"""
        return "general" in self.kinds or self.is_empty

    @property
    def is_empty(self) -> bool:
        """Does a code say nothing at all? An empty code is General; an empty section shows nothing.

        Such a section of several is kept as a token of its own.
        """
        return not self.tokens

    @property
    def is_date(self) -> bool:
        """Does it show a date or a time?"""
        return bool(self.kinds & {"date", "elapsed", "half"})

    @property
    def has_text(self) -> bool:
        """Has it a place for a text?"""
        return "text" in self.kinds

    def with_text(self, text: str) -> str:
        """A text in its place, with what stands around it."""
        return self._with("text", text)

    def with_general(self, number: str) -> str:
        """A number as it is in its place, with what stands around it."""
        return self._with("general", number) if self.tokens else number

    def _with(self, kind: str, text: str) -> str:
        shown = (text if t.kind == kind else literal(t) for t in self.tokens)
        return "".join(shown).strip()


def literal(token: Token) -> str:
    """What a token prints by itself: quoted and escaped text, nothing for the others."""
    return token.text if token.kind == "literal" else ""


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """The sections of a code; at least one."""
    sections = [_section(tokens) for tokens in _parted(code[:_LONGEST])]
    if len(sections) > 1:
        silent = Section((Token("literal", ""),))
        sections = [each if each.tokens else silent for each in sections]
    return tuple(sections)


def _parted(code: str) -> list[list[Token]]:
    parted: list[list[Token]] = [[]]
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "literal"
        text = found[kind]
        if kind == "literal" and text == ";":
            parted.append([])
        elif kind in ("quoted", "escaped", "literal"):
            parted[-1].append(Token("literal", text))
        elif kind == "width":
            parted[-1].append(Token("literal", " "))
        elif kind != "fill":
            parted[-1].append(Token(kind, text))
    return parted


def _section(tokens: list[Token]) -> Section:
    condition: Condition | None = None
    numerals = 0
    kept: list[Token] = []
    for token in tokens:
        if token.kind != "bracket":
            kept.append(token)
        elif found := _CONDITION.fullmatch(token.text):
            condition = Condition(found["sign"], float(found["limit"]))
        elif token.text.lower() in ("dbnum1", "dbnum2"):
            numerals = int(token.text[-1])
        elif found := _CURRENCY.fullmatch(token.text):
            kept.append(Token("literal", found["symbol"]))
        elif _ELAPSED.fullmatch(token.text):
            kept.append(Token("elapsed", token.text.lower()))
    return Section(tuple(kept), condition, numerals)
