"""What is remarked of a page, in the language that is spoken."""

from __future__ import annotations

from look.code_names import code_names, issue_titles
from say import Language, render, sentence_of, spoken


def remark_said(remark: str) -> str:
    """A remark on a page; in Chinese the titles of issues and kinds of forms by their names."""
    said = sentence_of(remark)
    if said is None or spoken() is Language.EN:
        return remark
    titles = issue_titles() if said.name.startswith("shown.remark") else {}
    if said.name == "explain.form":
        kind = said.told[1]
        titles = {kind: code_names().get(kind, (kind, kind))[1]}
    return render(said._replace(told=tuple(titles.get(each, each) for each in said.told)), zh=True)
