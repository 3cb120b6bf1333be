"""One publication, all formats, the same records."""

from __future__ import annotations

import hashlib
from dataclasses import fields
from typing import Any

import pytest

from extract import Source, read_document
from normalize.documents import Records, normalize_document
from normalize.records.forms import FactText
from samples.truth import Publication, publications
from samples.writers import docx, html, odf, office_xml, pdf, saved_page, xls, xlsx
from samples.writers.docx import write_docx
from samples.writers.html import write_html
from samples.writers.pages import write_pages
from samples.writers.printed import forms_of
from samples.writers.text import write_text
from samples.writers.xlsx import write_xlsx

# Where a thing is printed, and ids that come from the bytes.
OF_THE_FORMAT = {"indicator_id", "form_id", "document_id", "page", "page_first", "page_last"}
OF_THE_FORMAT |= {"x0", "top", "x1", "bottom", "place"}


def slug(publication: Publication) -> str:
    return f"{publication.fiscal_year}-{publication.slug}"


def records(data: bytes) -> Records:
    source = Source(name="a", data=data, sha256=hashlib.sha256(data).hexdigest())
    return normalize_document(source, read_document(source))


def content(read: Records) -> dict[str, list[dict[str, Any]]]:
    return {
        table: [
            {f.name: _squeezed(getattr(row, f.name)) for f in fields(row)}
            | dict.fromkeys(OF_THE_FORMAT)
            for row in getattr(read, table)
        ]
        for table in ("forms", "funding", "indicators")
    }


def _squeezed(value: object) -> object:
    """White space within a goal is the format's: text exports put paragraphs on one line."""
    if isinstance(value, tuple) and value and isinstance(value[0], FactText):
        return [(fact.role, fact.label_text, fact.text) for fact in value]
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("publication", publications(), ids=slug)
def test_a_publication_gives_the_same_records_in_every_format(
    publication: Publication,
) -> None:
    as_text = content(records(write_text(publication).encode()))
    as_page = content(records(write_html(publication, html.STYLES[0])))
    as_pdf = content(records(write_pages(publication, pdf.STYLES[0])))
    as_document = content(records(write_docx(publication, docx.STYLES[0])))
    as_workbook = content(records(write_xlsx(publication, xlsx.STYLES[0])))
    for table in as_text:
        assert as_page[table] == as_text[table]
        assert as_pdf[table] == as_text[table]
        assert as_document[table] == as_text[table]
        assert as_workbook[table] == as_text[table]


@pytest.mark.parametrize("style", pdf.STYLES, ids=lambda style: style.name)
def test_every_way_of_drawing_gives_the_same_records(style: pdf.Style) -> None:
    publication = publications()[0]
    as_text = content(records(write_text(publication).encode()))
    assert content(records(write_pages(publication, style))) == as_text


@pytest.mark.parametrize("style", docx.STYLES, ids=lambda style: style.name)
def test_every_way_of_writing_a_document_gives_the_same_records(style: docx.Style) -> None:
    publication = publications()[0]
    as_text = content(records(write_text(publication).encode()))
    assert content(records(write_docx(publication, style))) == as_text


@pytest.mark.parametrize("style", xlsx.STYLES, ids=lambda style: style.name)
def test_every_way_of_writing_a_workbook_gives_the_same_records(style: xlsx.Style) -> None:
    publication = publications()[0]
    as_text = content(records(write_text(publication).encode()))
    assert content(records(write_xlsx(publication, style))) == as_text


@pytest.mark.parametrize("publication", publications(), ids=slug)
def test_what_office_programs_save_gives_the_same_records(publication: Publication) -> None:
    forms = forms_of(publication)
    as_text = content(records(write_text(publication).encode()))
    written = [
        *(xls.write_xls(forms, style) for style in xls.STYLES),
        *(odf.write_odf(forms, style) for style in odf.STYLES),
        *(office_xml.write_office_xml(forms, style) for style in office_xml.STYLES),
        *(saved_page.write_saved("公开", forms, style) for style in saved_page.STYLES),
    ]
    assert all(content(records(data)) == as_text for data in written)
