"""The text of a page, and whether PDFium's word is taken for it."""

from __future__ import annotations

import regex

from extract.model import Code, Issue, Reason
from extract.readers.pdf.as_pictured import FEW, PICTURE
from extract.readers.pdf.before.content_streams import Contents
from extract.readers.pdf.before.soundness import Loss
from extract.readers.pdf.engines.pdfium import PdfiumEngine
from extract.readers.pdf.engines.plumber import PlumberEngine
from extract.readers.pdf.limits import PageUnreadable
from extract.readers.pdf.one_pass import Pass, unread
from extract.readers.pdf.page import Page
from extract.readers.pdf.print.page_numbers import is_page_number

_MEANINGLESS = regex.compile(r"[\ufffd\ue000-\uf8e4\uf8ff\x01\x03-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# U+F8E5 to U+F8FE are pieces of tall brackets, which formulas have in plenty.
_MOJIBAKE = regex.compile("[\u00a1-\u00ff]")
"""What GBK looks like, byte by byte, in a font whose name tells nobody that it is GBK."""
NO_MEANING = "\ufffd" * 20
"""The text of a page whose font does not tell what its glyphs mean."""


def text_of(engine: PdfiumEngine, number: int, loss: Loss) -> str:
    """The raw text of a page; raises PageUnreadable where some of it is lost."""
    if loss is Loss.TEXT:
        raise PageUnreadable
    return engine.text(number) if loss is Loss.NONE else NO_MEANING


def second_thoughts(  # noqa: PLR0913, PLR0917 -- three ways to look at one page
    engine: PdfiumEngine,
    second: PlumberEngine,
    contents: Contents,
    number: int,
    text: str,
    done: Pass,
) -> Page | None:
    """Where PDFium's text is nothing or gibberish: the page as the second engine reads it.

    None where PDFium's word stands. Raises PageUnreadable where neither makes sense of the page.
    """
    bad = gibberish(text)
    numbered = len(text) < FEW and is_page_number(
        text
    )  # a scan can bear a printed number, and no other text
    if text.strip() and not bad and not numbered:
        done.texts += 1
        return None
    if not bad:
        first = engine.page(number)
        if first.pictures >= PICTURE:
            unread(done, Issue(code=Code.NEEDS_OCR_PAGE, page=number), Reason.NEEDS_OCR)
            return None
        if numbered:
            done.texts += 1
            return None
        if not engine.has_content(number) and not contents.shows_text(number):
            return None
    other = second.text(number)
    if not other.strip() or gibberish(other):
        if bad or contents.peek(number) is not None:  # it shows words that neither can read
            raise PageUnreadable
        return None
    done.texts += 1
    done.issues.append(Issue(code=Code.SECOND_READER, page=number))
    return second.page(number)


def gibberish(text: str) -> bool:
    """Are so many characters without a meaning that a page's text is none?

    >>> gibberish("\\ue001" * 30), gibberish("目录" * 200 + "\\ue001"), gibberish("(cid:12)" * 9)
    (True, False, True)
    """
    bad = len(_MEANINGLESS.findall(text)) + 8 * text.count("(cid:")
    foreign = len(_MOJIBAKE.findall(text))
    return (bad >= 20 and bad > 0.05 * len(text)) or (foreign >= 20 and foreign > 0.4 * len(text))
