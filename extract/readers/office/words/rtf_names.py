"""Words of control of rich text that are known by their names: groups, signs, encodings."""

from __future__ import annotations

from extract.readers.html.prose import BREAK

LEFT_OUT = frozenset(
    (
        *("stylesheet", "info", "generator", "template", "private", "filetbl", "passwordhash"),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("ftnsep", "ftnsepc", "aftnsep", "aftnsepc", "atnid"),
        *("atnauthor", "fldinst", "nonesttables", "datafield", "objdata", "themedata"),
        *("colorschememapping", "listtable", "listoverridetable", "revtbl", "rsidtbl", "xmlnstbl"),
        *("latentstyles", "pntxtb", "pntxta", "sn", "bkmkstart", "bkmkend"),
    )
)
"""Groups whose text is printed nowhere, or in the margins of pages."""
NOTES = frozenset(("footnote", "annotation"))
"""Groups whose text is printed at the foot or in the margin of its page."""
TABLES = frozenset(("fonttbl", "colortbl", "pict"))
"""Groups that hold what text refers to."""
READ = frozenset(("shppict", "shpinst", "nesttableprops", "ud"))
"""Groups that programs may pass over, and that hold what is printed."""
SIGNS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "line": BREAK,
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
}
CODEPAGES = {
    936: "gb18030",
    54936: "gb18030",
    950: "big5hkscs",
    932: "cp932",
    949: "cp949",
    1252: "cp1252",
    65001: "utf-8",
    437: "cp437",
    10000: "mac_roman",
}
CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}
SYMBOLS = 2
"""The character set of fonts whose letters are signs."""
