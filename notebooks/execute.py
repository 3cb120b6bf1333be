"""Runs the notebooks and keeps what they show: `python -m notebooks.execute` (运行笔记本).

Cells run in order in one namespace, as in Jupyter; the value of a cell's last expression is what it
shows. No server and no kernel is needed, so the tests run the notebooks as well.
"""

from __future__ import annotations

import ast
import contextlib
import hashlib
import io
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from normalize.records import DERIVED, TABLES
from publish import load

HERE = Path(__file__).parent


def notebooks() -> tuple[Path, ...]:
    """The notebooks, in the order of their names."""
    return tuple(sorted(HERE.glob("*.ipynb")))


def execute(notebook: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The notebook with the outputs of its code cells, run with `folder` as the current one.

    What a cell raises is raised: a notebook that does not run is a defect.
    """
    names: dict[str, Any] = {"__name__": "__main__"}
    cells = []
    count = 0
    with _inside(folder):
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                count += 1
                outputs = _run("".join(cell["source"]), names, count)
                cells.append(cell | {"outputs": outputs, "execution_count": count})
            else:
                cells.append(cell)
    return notebook | {"cells": cells}


@contextlib.contextmanager
def _inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def _run(source: str, names: dict[str, Any], count: int) -> list[dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    shown = None
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"cell {count}", "exec"), names)  # noqa: S102 -- our own notebooks
        if last is not None:
            value = ast.Expression(last.value)  # type: ignore[attr-defined]  # an Expr, by the test above
            shown = eval(compile(value, f"cell {count}", "eval"), names)  # noqa: S307 -- as above
    outputs: list[dict[str, Any]] = []
    if text := printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(text)})
    if shown is not None:
        outputs.append(
            {
                "output_type": "execute_result",
                "execution_count": count,
                "metadata": {},
                "data": {kind: _lines(text) for kind, text in _shown(shown).items()},
            }
        )
    return outputs


def _shown(value: Any) -> dict[str, str]:
    """How a notebook shows a value: the picture of a chart, else HTML, else plain text."""
    if hasattr(value, "_repr_mimebundle_"):
        bundle = value._repr_mimebundle_()
        return dict(bundle[0] if isinstance(bundle, tuple) else bundle)
    if hasattr(value, "_repr_html_"):
        return {"text/html": value._repr_html_(), "text/plain": repr(value)}
    return {"text/plain": repr(value)}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def fingerprint(notebook: dict[str, Any], folder: Path) -> str:
    """SHA-256 of what the outputs of a notebook hang on: its cells, and the data that they name.

    Those are the columns, named in its cells, of the tables that it loads from `folder`/data/out.
    """
    sources = ["".join(cell["source"]) for cell in notebook["cells"]]
    digest = hashlib.sha256(json.dumps(sources, ensure_ascii=False).encode())
    words = set(re.findall(r"\w+", "\n".join(sources)))
    for table in sorted(words & {each.name for each in (*TABLES, *DERIVED)}):
        rows = load(folder / "data" / "out", table)
        named = [name for name in rows.columns if name in words]
        digest.update(f"{table}\n{rows[named].to_csv(index=False)}".encode())
    return digest.hexdigest()


def main() -> None:
    """Run every notebook over data/out and write its outputs into it."""
    for path in notebooks():
        notebook = execute(json.loads(path.read_text(encoding="utf-8")), HERE.parent)
        notebook["metadata"] |= {"jixiao": {"made_of": fingerprint(notebook, HERE.parent)}}
        text = json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
