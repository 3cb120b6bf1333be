"""The rules of the house: who may import whom, and that what is declared is there."""

from __future__ import annotations

import ast
import json
import re
from importlib import import_module
from pathlib import Path

import pytest

from batch.task import READER
from extract.families import FAMILIES
from extract.model import Code
from extract.readers import READERS
from extract.targets import LAYOUTS
from extract.targets.layouts_document import derived as layouts_derived
from extract.words.heads import heads_block
from extract.words.labels import section
from extract.words.why import Why
from normalize.issues import catalogue
from normalize.levels import level_code
from normalize.records import CheckRecord, columns
from pipeline import read_document
from publish.dictionary import derived
from reconcile.model import Severity, Verdict

ROOT = Path(__file__).parent.parent
ROOMS = (
    *("say", "store", "extract", "normalize", "reconcile", "publish", "insight", "look"),
    *("batch", "commands", "pipeline", "jixiao", "samples"),
)

# Room → what of the house it may import; of the rooms that a file lies in, the innermost decides.
# A name allows the module and all below it; `name.*` stands for the modules right in a room.
_PDF = "extract.readers.pdf"
_HTML = "extract.readers.html"
_OFFICE = "extract.readers.office"
_EXTRACT = {"extract.model", "extract.words"}
_VALUES = {"normalize.values.*", "normalize.vocabulary", "extract.words.text"}
ALLOWED: dict[str, set[str]] = {
    "say": {"say"},
    "store": {"store"},
    "extract": {"extract"},
    "extract.words": _EXTRACT,
    "extract.readers": {*_EXTRACT, "extract.readers"},
    "extract.readers.archives": {
        *(*_EXTRACT, "extract.limits", "extract.readers.archives"),
        *("extract.readers.pdf.attachments", "extract.readers.mail_parts"),
    },
    "extract.readers.ofd": {
        *(*_EXTRACT, "extract.readers.ofd", "extract.readers.progress"),
        *(f"extract.readers.archives.{each}" for each in ("opened", "zip_file")),
        *(f"{_PDF}.{each}" for each in ("page", "matrix", "limits", "headings", "gate")),
        *(f"{_PDF}.{each}" for each in ("ruled", "unruled.form", "unread_print")),
        f"{_PDF}.second_thoughts",
    },
    f"{_HTML}.style": {"extract.model", *(f"{_HTML}.{x}" for x in ("style", "data", "unread"))},
    f"{_OFFICE}.shown": {f"{_OFFICE}.shown"},
    **{
        f"{_OFFICE}.{room}": {
            *_EXTRACT,
            *(f"{_OFFICE}.{each}" for each in (room, "shown", "*")),
            *(f"{_HTML}.{each}" for each in ("prose", "raised", "unread")),
            "extract.readers.places_in_words",
        }
        for room in ("sheets", "words")
    },
    f"{_OFFICE}.doc": {
        *(*_EXTRACT, f"{_OFFICE}.doc", f"{_OFFICE}.words"),
        *(f"{_OFFICE}.{each}" for each in ("symbols", "ink", "notes")),
        *(f"{_HTML}.prose", f"{_HTML}.unread"),
    },
    f"{_PDF}.before": {*_EXTRACT, f"{_PDF}.before", f"{_PDF}.limits"},
    f"{_PDF}.engines": {
        *_EXTRACT,
        *(f"{_PDF}.{each}" for each in ("engines", "page", "matrix", "limits", "before.objects")),
        *(f"{_PDF}.{each}" for each in ("print.lines", "ruled.rules")),
    },
    f"{_PDF}.engines.ocr": {
        *_EXTRACT,
        *(f"{_PDF}.{each}" for each in ("engines", "page", "limits", "ruled")),
    },
    f"{_PDF}.print": {*_EXTRACT, f"{_PDF}.print", f"{_PDF}.page"},
    f"{_PDF}.ruled": {*_EXTRACT, f"{_PDF}.ruled", f"{_PDF}.print", f"{_PDF}.page"},
    f"{_PDF}.unruled": {
        *_EXTRACT,
        *(f"{_PDF}.{each}" for each in ("unruled", "ruled", "print", "page", "limits", "headings")),
    },
    "extract.tables": {*_EXTRACT, "extract.tables"},
    "extract.targets": {*_EXTRACT, "extract.tables", "extract.targets"},
    # What joins the rooms: the readers' grids, the tables, the families in their order.
    "extract.budgets": {*_EXTRACT, "extract.tables", "extract.budgets"},
    "extract.families": {
        *_EXTRACT,
        *("extract.tables", "extract.budgets.family", "extract.targets.family"),
    },
    "extract.as_shown": {"extract.model"},
    "extract.document": {
        *("extract.model", "extract.source", "extract.families", "extract.readers"),
        "extract.as_shown",
    },
    "normalize": {"normalize", "extract.model", "extract.words.text", "say"},
    "normalize.vocabulary": {"normalize.vocabulary"},
    "normalize.values": {
        *_VALUES,
        *(f"normalize.values.{x}" for x in ("numbers", "times", "units")),
    },
    "normalize.values.units": {*_VALUES, "normalize.values.units"},
    "normalize.values.numbers": {
        *_VALUES,
        *("normalize.values.numbers", "normalize.values.units"),
    },
    "normalize.values.times": {
        *_VALUES,
        *("normalize.values.times", "normalize.values.numbers"),
    },
    "normalize.records": {
        *("normalize.records", "normalize.levels", "extract.model"),
        *("normalize.values.closed_sets", "normalize.values.target"),
        "normalize.codes",
    },
    "normalize.codes": {"normalize.codes", "extract.model", "extract.words.text"},
    "normalize.corrections": {"normalize.corrections", "extract.model", "extract.words.text"},
    "reconcile": {"reconcile", "normalize.records"},
    "publish": {"publish", "normalize.records", "store"},
    "publish.tables": {
        *("publish.tables", "publish.errors", "publish.run_record"),
        *("normalize.records", "store"),
    },
    "publish.export": {
        *(
            "publish.export",
            "publish.errors",
            "publish.atomic",
            "publish.extras",
            "publish.csv_cells",
            "publish.json_values",
            "publish.wide",
            "publish.tables",
        ),
        "normalize.records",
    },
    "publish.verify": {
        *("publish.verify", "publish.tables", "publish.descriptor", "publish.errors"),
        *("publish.payload_names", "publish.run_record", "normalize.records"),
    },
    "publish.archive": {
        *("publish.archive", "publish.verify", "publish.tables"),
        *("publish.descriptor", "publish.errors", "publish.atomic", "publish.payload_names"),
    },
    "insight": {"insight", "normalize.records", "reconcile.words", "publish"},
    "insight.quality": {
        *("insight.quality", "insight.bodies", "insight.reading"),
        *("normalize.records", "reconcile.words", "publish.tables"),
    },
    "look": {"look", "extract", "normalize", "reconcile", "publish", "insight", "say"},
    "batch": {"batch", "store", "extract", "normalize", "reconcile", "publish"},
    "batch.raw": {
        *("batch.raw", "store", "extract.model", "extract.words.text"),
        *("normalize.records", "normalize.corrections", "normalize.codes.regions"),
    },
    "batch.children": {
        *("batch.children", "batch.raw", "batch.results.file", "batch.task"),
        *("extract", "normalize"),
    },
    "batch.results": {
        *("batch.results", "batch.raw", "batch.task", "batch.one_task"),
        *("store", "extract.model", "normalize", "reconcile", "publish.version"),
    },
    "batch.tables": {
        *("batch.tables", "batch.results", "batch.children", "batch.one_task"),
        *("store", "publish", "reconcile", "normalize.records"),
    },
    "jixiao": {
        *("batch.task", "commands", "extract", "normalize", "pipeline", "publish"),
    },
    "pipeline": {"batch", "store", "extract", "normalize", "reconcile", "publish", "commands"},
    "commands": {
        *("commands", "pipeline", "batch", "store"),
        *("extract", "normalize", "reconcile", "publish", "insight", "look", "say"),
    },
}
# Third party → the only places that may import it.
CONFINED = {
    "pdfplumber": ("extract/readers/pdf/",),
    "pypdfium2": ("extract/readers/pdf/",),
    "pypdfium2_raw": ("extract/readers/pdf/",),
    "pikepdf": ("extract/readers/pdf/",),
    "fontTools": ("extract/readers/pdf/engines/stand_in/__main__.py",),
    "lxml": (
        "extract/readers/html",
        "extract/readers/office",
        "extract/readers/ofd/",
    ),
    "chardet": ("extract/readers/decoding.py",),
    "bagit": ("publish/",),
    "pyarrow": ("publish/", "store/"),
    "xlrd": ("extract/readers/office/sheets/xls.py",),
    "xlsxwriter": ("publish/export/",),
    "duckdb": ("publish/export/duckdb_file.py", "publish/search.py"),
    "filelock": ("batch/lock.py",),
    "fsspec": ("store/object_store.py",),
    "distributed": ("batch/engine.py",),
    "pandas": ("publish/", "reconcile/"),
    "psutil": ("batch/children/caps.py",),
    "PIL": ("extract/readers/pictures.py", "extract/readers/pdf/engines/pictures.py", "look/"),
    "cv2": ("extract/readers/pdf/engines/ocr/",),
    "numpy": ("extract/readers/pictures.py", "extract/readers/pdf/engines/ocr/"),
    "onnxruntime": ("extract/readers/pdf/engines/ocr/models.py",),
    "rapidocr": (),
    "vl_convert": ("look/site/charts.py",),
    "click": ("commands/",),
    "rich": ("commands/",),
}


def modules() -> list[Path]:
    files = [ROOT / "pipeline.py"]
    for room in ROOMS:
        if room != "samples":
            files += sorted((ROOT / room).rglob("*.py"))
    return [file for file in files if file.exists()]


def imports(file: Path) -> list[str]:
    found: list[str] = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return found


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def room_of(file: Path) -> str:
    """The innermost room with a wall that a file lies in."""
    parts = name_of(file).removesuffix(".py").split("/")
    names = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
    return next(name for name in names if name in ALLOWED)


def is_within(module: str, allowed: str) -> bool:
    if allowed.endswith(".*"):
        return module.rpartition(".")[0] == allowed.removesuffix(".*")
    return module == allowed or module.startswith(f"{allowed}.")


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_a_room_imports_only_the_rooms_below_it(file: Path) -> None:
    allowed = ALLOWED[room_of(file)]
    for module in imports(file):
        if module.split(".")[0] in ROOMS:
            assert any(is_within(module, each) for each in allowed), module


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_third_parties_stay_in_their_room(file: Path) -> None:
    for module in imports(file):
        places = CONFINED.get(module.split(".")[0])
        assert places is None or name_of(file).startswith(places), module


def test_every_family_is_a_room_that_imports_no_other_family() -> None:
    rooms = {type(family).__module__.rpartition(".")[0] for family in FAMILIES}
    assert rooms <= set(ALLOWED)
    for room in rooms:
        others = (rooms - {room}) | {"extract.families", "extract.readers"}
        assert not {each for each in ALLOWED[room] for other in others if is_within(each, other)}


def test_neither_readers_nor_tables_know_a_family() -> None:
    families = {type(family).__module__.rpartition(".")[0] for family in FAMILIES}
    for room in ("extract.readers", "extract.tables", "extract.words"):
        for file in modules():
            if name_of(file).startswith(room.replace(".", "/")):
                known = {*families, "extract.families"}
                assert not any(is_within(x, each) for x in imports(file) for each in known)


def covered(field: str) -> set[str]:
    cases = (ROOT / "tests" / "cases").glob("*/expected.json")
    found: set[str] = set()
    for case in cases:
        expected = json.loads(case.read_text(encoding="utf-8"))
        found.add(expected["document"][field]) if field == "format" else found.update(
            form[field] for form in expected["forms"]
        )
    return found


def test_every_reader_has_a_case_folder() -> None:
    assert {reader.format for reader in READERS} <= covered("format")


def test_every_layout_has_a_made_up_publication_or_a_case_folder() -> None:
    drawn = {file.stem for file in (ROOT / "samples" / "layouts" / "forms").glob("*.toml")}
    assert {layout.id for layout in LAYOUTS} <= covered("layout") | drawn


def test_a_layout_stands_once_in_the_catalogue_with_a_header_that_heads_a_block() -> None:
    assert len({layout.id for layout in LAYOUTS}) == len(LAYOUTS)
    for layout in LAYOUTS:
        assert heads_block(layout.header.split(" · ")) is layout.headed, layout.id


def test_the_table_of_layouts_in_the_documentation_is_that_of_the_catalogue() -> None:
    written = (ROOT / "docs" / "layouts.md").read_text(encoding="utf-8")
    assert written == layouts_derived(written), "run: python -m extract.targets.layouts_document"


@pytest.mark.parametrize(
    "file", ["docs/columns.md", "docs/columns.zh.md", "README.md", "README.zh.md"]
)
def test_what_is_derived_of_the_records_equals_them(file: str) -> None:
    written = (ROOT / file).read_text(encoding="utf-8")
    assert written == derived(ROOT)[ROOT / file], "run: python -m publish.dictionary"


def test_the_verdicts_of_the_published_checks_are_those_of_the_rules() -> None:
    declared = {name: column.values for name, column, _ in columns(CheckRecord)}
    assert declared["verdict"] == tuple(Verdict)
    assert declared["severity"] == tuple(Severity)


def test_every_issue_code_has_its_kind_and_is_raised_somewhere() -> None:
    assert set(catalogue()) == set(Code)
    sources = "".join(file.read_text(encoding="utf-8") for file in modules())
    unused = [code.name for code in Code if f"Code.{code.name}" not in sources]
    assert unused == []


def test_every_rule_that_decides_is_raised_somewhere() -> None:
    sources = "".join(file.read_text(encoding="utf-8") for file in modules())
    assert [why.name for why in Why if f"Why.{why.name}" not in sources] == []


def test_every_printed_level_that_repairs_rows_has_a_code_or_is_kept_as_text() -> None:
    without_code = {"实施效果指标"}  # A10 prints it above 产出/效益: no level of the code list
    for label, level in section("levels").items():
        levels = ("level1", "level2") if level == "either" else (level,)
        for each in levels:
            assert level_code(each, label) or label in without_code


CITED = re.compile(r"docs/values\.md,\s+([A-Z][^.;:()\"\\]+)")


def test_every_section_of_the_grammar_that_is_cited_stands_in_its_map() -> None:
    written = (ROOT / "docs/values.md").read_text(encoding="utf-8")
    sections = set(re.findall(r"^## (.+)$", written, re.MULTILINE))
    places = [*modules(), *(ROOT / "tests").rglob("*.py")]
    cited: set[str] = set()
    for file in places:
        for names in CITED.findall(file.read_text(encoding="utf-8")):
            cited.update(re.split(r",\s+|\s+and\s+", " ".join(names.split())))
    assert cited <= sections
    assert len(cited) > 12


def test_what_the_grammar_cites_lies_in_the_repository() -> None:
    for file in (ROOT / "normalize").rglob("*.py"):
        for name in re.findall(r"[\w/]+\.md\b", file.read_text(encoding="utf-8")):
            assert (ROOT / name).exists(), (file, name)


def test_the_map_of_the_grammar_names_every_file_of_it() -> None:
    written = (ROOT / "docs/values.md").read_text(encoding="utf-8")
    values = ROOT / "normalize" / "values"
    files = [file.relative_to(values).as_posix() for file in values.rglob("*.py")]
    missing = [name for name in files if not name.endswith("__init__.py") and name not in written]
    assert missing == []


def test_whether_an_export_lost_cells_of_a_table_is_asked_once() -> None:
    asking = [file for file in modules() if ".spans_known" in file.read_text(encoding="utf-8")]
    assert [name_of(file) for file in asking] == [
        "extract/budgets/header.py",
        "extract/targets/lost_cells.py",
    ]


def test_every_file_of_ours_names_no_machine_path() -> None:
    path = re.compile(r"(?<![\w.])/(?:home|root|Users|tmp/\w)[/\w]")
    for file in [*modules(), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "Makefile"]:
        assert not path.search(file.read_text(encoding="utf-8")), file


def test_children_are_given_the_way_of_the_pipeline() -> None:
    module, name = READER.split(":")
    assert getattr(import_module(module), name) is read_document
