"""Markup in a value: HTML and LaTeX taken out, operators left alone (docs/values.md, Cleaning)."""

from __future__ import annotations

import html
import re

from normalize.values.numbers.operators import LATEX

# Only tags that parse as tags: `<100%` and `<=13158.93万元` are operators.
_BLOCK = re.compile(
    r"</?(?:p|br|hr|td|th|tr|li|ul|ol|div|table|tbody|h[1-6])(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_INLINE = re.compile(
    r"</?(?:b|i|u|s|a|em|sup|sub|span|font|strong|small|big|del|ins)(?:\s[^<>]*)?/?>", re.IGNORECASE
)
_COMMENT = re.compile(r"<!--(?:(?!-->)[\s\S])*+-->")
_SUPERSCRIPT = re.compile(r"<sup(?:\s[^<>]*)?>\s*([23])\s*</sup>", re.IGNORECASE)
_RAISED = {"2": "²", "3": "³"}

_MATH = re.compile(r"\$([^$]*+)\$|\\\(((?:(?!\\\)).)*+)\\\)", re.DOTALL)
_TEXT = re.compile(r"\\(?:text|textbf|mathrm|mathbf|mathit|rm|mbox|operatorname)\s*\{([^{}]*+)\}")
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*+)\}\s*\{([^{}]*+)\}")
_POWER = re.compile(r"\^\s*(?:\{\s*([23])\s*\}|([23]))")
_DEGREE = re.compile(r"\^\s*\{?\s*\\circ\s*\}?\s*(?:C|\\mathrm\{C\})?")
_OPERATOR = re.compile(
    r"\\(" + "|".join(sorted(LATEX, key=len, reverse=True)) + r")(?![A-Za-z])\s?"
)
_SYMBOLS = (
    ("\\%", "%"), ("\\times", "×"), ("\\cdot", "·"), ("\\pm", "±"), ("\\approx", "≈"),
    ("\\permil", "‰"), ("\\left", ""), ("\\right", ""), ("\\quad", " "), ("\\,", " "), ("\\;", " "),
    ("\\!", ""), ("\\:", " "), ("\\ ", " "), ("~", "~"), ("\\mu", "μ"), ("\\$", "$"),
)  # fmt: skip


def without_html(text: str) -> str:
    """Entities resolved (twice at most), tags out, raised 2 and 3 kept (docs/values.md, Cleaning).

    >>> without_html("&amp;ge;95&#37;"), without_html("<b>&le;</b>20万元")
    ('≥95%', '≤20万元')
    >>> without_html("3000m<sup>2</sup>"), without_html("<=13158.93万元"), without_html("80%<x≤90%")
    ('3000m²', '<=13158.93万元', '80%<x≤90%')
    """
    for _ in range(2):
        if "&" not in text:
            break
        text = html.unescape(text)
    if "<" in text:
        text = _SUPERSCRIPT.sub(lambda match: _RAISED[match[1]], _COMMENT.sub("", text))
        text = _INLINE.sub("", _BLOCK.sub(" ", text))
    return text


def _math(match: re.Match[str]) -> str:
    inner: str = match[1] if match[1] is not None else match[2]
    for pattern in (_TEXT, _FRACTION):
        inner = pattern.sub(lambda m: "/".join(m.groups()), inner)
    inner = _DEGREE.sub("℃", inner)
    inner = _POWER.sub(lambda m: _RAISED[m[1] or m[2]], inner)
    inner = _OPERATOR.sub(lambda m: LATEX[m[1]], inner)
    for command, symbol in _SYMBOLS:
        inner = inner.replace(command, symbol)
    return inner.replace("{", "").replace("}", "")


def without_latex(text: str) -> str:
    r"""Formulas between $…$ or \(…\) read, their delimiters dropped (docs/values.md, Cleaning).

    Outside of them only the operator commands and `\%` are known: nothing else is LaTeX there.

    >>> without_latex(r"$\leq 25 \text{元}/\text{平方米}$"), without_latex(r"$80\%\sim 90\%$")
    ('≤25 元/平方米', '80%~90%')
    >>> without_latex(r"\(\geqslant 3\mathrm{m}^{2}\)"), without_latex(r"\geq95\%")
    ('≥3m²', '≥95%')
    """
    text = _MATH.sub(_math, text)
    if "\\" in text:
        text = _OPERATOR.sub(lambda m: LATEX[m[1]], text).replace("\\%", "%")
    return text
