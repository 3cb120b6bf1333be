"""Write the sample publications of data/raw from the truth: `python -m samples.generate`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from samples.county_budgets import BudgetPublication, budget_publications
from samples.truth import COUNTY, Publication, publications
from samples.writers import docx, html, pdf, xlsx
from samples.writers.docx import write_docx
from samples.writers.html import write_html, write_page
from samples.writers.pages import write_pages, write_sheets
from samples.writers.text import DAMAGED, write_text
from samples.writers.xlsx import write_workbook, write_xlsx

RAW = Path(__file__).parent.parent / "data" / "raw"

_HTML = {style.name: style for style in html.STYLES}
_PDF = {style.name: style for style in pdf.STYLES}
_DOCX = {style.name: style for style in docx.STYLES}
_XLSX = {style.name: style for style in xlsx.STYLES}
_Writer = Callable[[Publication], bytes]

_IN_A_ZIP = "附件1：绩效目标表.pdf"


def _packed(publication: Publication) -> bytes:
    """A publication and the notice that came with it, as a zip of a Chinese program: names in GBK.

    No clock: the files are of 1980.
    """
    notice = f"{publication.department}：\n    现将绩效目标表予以公开，详见附件。\n"
    files = {
        _IN_A_ZIP: write_pages(publication, _PDF["running_head"]),
        "附件2：说明.txt": notice.encode("gb18030"),
    }
    stand_in: dict[str, str] = {}
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for letter, (name, data) in zip("ab", files.items(), strict=True):
            stand_in[letter * len(name.encode("gb18030"))] = name
            archive.writestr(ZipInfo(list(stand_in)[-1]), data, ZIP_DEFLATED)
    packed = out.getvalue()
    for letters, name in stand_in.items():  # the library writes UTF-8 and says so
        packed = packed.replace(letters.encode(), name.encode("gb18030"))
    return packed


# Each year each department publishes in its own way.
_WRITTEN: dict[tuple[int, str], tuple[str, _Writer]] = {
    (2024, "nongye"): ("html", lambda each: write_html(each, _HTML["word"])),
    (2024, "jiaoyu"): ("pdf", lambda each: write_pages(each, _PDF["thin_boxes"])),
    (2024, "shiqiao"): ("txt", lambda each: write_text(each, DAMAGED).encode()),
    (2025, "nongye"): ("xlsx", lambda each: write_xlsx(each, _XLSX["numbers"])),
    (2025, "jiaoyu"): ("zip", _packed),
    (2025, "shiqiao"): ("docx", lambda each: write_docx(each, _DOCX["tracked"])),
}


def file_of(publication: Publication) -> str:
    """Path of a publication's sample below data/raw, of one in a zip with its name there."""
    year, slug = publication.fiscal_year, publication.slug
    suffix = _WRITTEN[year, slug][0]
    return f"{year}/{slug}.{suffix}" + (f"!/{_IN_A_ZIP}" if suffix == "zip" else "")


def samples() -> Iterator[tuple[str, bytes]]:
    """Path below data/raw and bytes of every sample file."""
    for publication in publications():
        _, write = _WRITTEN[publication.fiscal_year, publication.slug]
        yield file_of(publication).partition("!/")[0], write(publication)
    for budget in budget_publications():
        yield budget.path, _budget(budget)
    yield "manifest.csv", _manifest().encode()


def _budget(budget: BudgetPublication) -> bytes:
    """A publication of budget tables, in the format that its name says."""
    printed = [table.printed for table in budget.tables]
    if budget.path.endswith(".pdf"):
        return write_sheets(printed, _PDF["strokes"])
    if budget.path.endswith(".xlsx"):
        return write_workbook(printed, _XLSX["numbers"])
    title = f"{budget.department}{budget.fiscal_year}年部门预决算公开"
    return write_page(title, printed, _HTML["word"])


def _manifest() -> str:
    lines = ["path,source_url,publisher,fiscal_year,retrieved_on"]
    files = [(file_of(each), each.fiscal_year) for each in publications()]
    files += [(each.path, each.fiscal_year) for each in budget_publications()]
    lines += [f"{path},,{COUNTY}财政局,{year}," for path, year in files]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write all samples."""
    for name, data in samples():
        path = RAW / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    main()
