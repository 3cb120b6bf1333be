"""Write the sample publications of data/raw from the truth: `python -m samples.generate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from samples.truth import COUNTY, Publication, publications
from samples.writers import docx, html, pdf, xlsx
from samples.writers.docx import write_docx
from samples.writers.html import write_html
from samples.writers.pages import write_pages
from samples.writers.text import DAMAGED, write_text
from samples.writers.xlsx import write_xlsx

RAW = Path(__file__).parent.parent / "data" / "raw"

_HTML = {style.name: style for style in html.STYLES}
_PDF = {style.name: style for style in pdf.STYLES}
_DOCX = {style.name: style for style in docx.STYLES}
_XLSX = {style.name: style for style in xlsx.STYLES}
_Writer = Callable[[Publication], bytes]

# Each year each department publishes in its own way.
_WRITTEN: dict[tuple[int, str], tuple[str, _Writer]] = {
    (2024, "nongye"): ("html", lambda each: write_html(each, _HTML["word"])),
    (2024, "jiaoyu"): ("pdf", lambda each: write_pages(each, _PDF["thin_boxes"])),
    (2024, "shiqiao"): ("txt", lambda each: write_text(each, DAMAGED).encode()),
    (2025, "nongye"): ("xlsx", lambda each: write_xlsx(each, _XLSX["numbers"])),
    (2025, "jiaoyu"): ("pdf", lambda each: write_pages(each, _PDF["running_head"])),
    (2025, "shiqiao"): ("docx", lambda each: write_docx(each, _DOCX["tracked"])),
}


def file_of(publication: Publication) -> str:
    """Path of a publication's sample below data/raw."""
    year, slug = publication.fiscal_year, publication.slug
    return f"{year}/{slug}.{_WRITTEN[year, slug][0]}"


def samples() -> Iterator[tuple[str, bytes]]:
    """Path below data/raw and bytes of every sample file."""
    for publication in publications():
        _, write = _WRITTEN[publication.fiscal_year, publication.slug]
        yield file_of(publication), write(publication)
    yield "manifest.csv", _manifest(publications()).encode()


def _manifest(published: tuple[Publication, ...]) -> str:
    lines = ["path,source_url,publisher,fiscal_year,retrieved_on"]
    lines += [f"{file_of(each)},,{COUNTY}财政局,{each.fiscal_year}," for each in published]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all samples."""
    for name, data in samples():
        path = RAW / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
