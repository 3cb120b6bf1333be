"""Help and errors of the command line in the chosen language: `--lang`, else the environment."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from say import ENVIRONMENT, Language, chosen, spoken, told, use

_ASKED = "--lang"
_WIDTH = 78
_FIRST = 28
"""Columns of what stands left of an explanation."""
_OPTIONAL = re.compile(r"'\[(\w+)\]'")
"""An argument that may be left out, as an error names it."""
_METAVARS = {"[OPTIONS]": "[选项]", "COMMAND": "命令", "[ARGS]...": "[参数]..."}
_NEVER_FIRST = "，。；：、！？）”》"


def choose(args: Sequence[str]) -> list[str]:
    """Speak the language that is asked for; gives the arguments without --lang.

    Raises UsageError where another language is asked for.
    """
    use(chosen(), asked=ENVIRONMENT in os.environ)
    left: list[str] = []
    each = iter(args)
    for argument in each:
        if argument == "--":
            return [*left, argument, *each]
        name, _, value = argument.partition("=")
        if name != _ASKED:
            left.append(argument)
            continue
        asked = value or next(each, "")
        if asked not in set(Language):
            raise click.UsageError("--lang is en or zh.")
        use(Language(asked))
    return left


class Spoken(click.Group):
    """A group whose help and errors are said in the chosen language."""

    def main(self, args: Sequence[str] | None = None, *_: Any, **how: Any) -> Any:
        """Click's own way, with errors said by the catalogue."""
        standalone = how.pop("standalone_mode", True)
        try:
            left = choose(sys.argv[1:] if args is None else args)
            result = super().main(left, standalone_mode=False, **how)
        except click.ClickException as error:
            if not standalone:
                raise
            show(error)
            sys.exit(error.exit_code)
        except click.Abort:
            if not standalone:
                raise
            click.echo(told("Aborted!"), err=True)
            sys.exit(1)
        if standalone:
            sys.exit(result if isinstance(result, int) else 0)
        return result


def show(error: click.ClickException) -> None:
    """An error, and of wrong usage how the command is used, on stderr."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.UsageError) and context is not None:
        click.echo(context.get_usage(), err=True)
        if context.command.get_help_option(context) is not None:
            hint = f"Try '{context.command_path} {context.help_option_names[-1]}' for help."
            click.echo(told(hint) + "\n", err=True)
    message = _OPTIONAL.sub(r"'\1'", error.format_message())
    click.echo(told(f"Error: {message}"), err=True)


class SpokenHelp(click.HelpFormatter):
    """Help in the chosen language; Chinese is broken by its width, anywhere but before a stop."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        words = (_METAVARS.get(word, word) for word in args.split(" "))
        args = args if spoken() is Language.EN else " ".join(words)
        super().write_usage(prog, args, told(prefix or "Usage: "))

    def write_heading(self, heading: str) -> None:
        """The heading of a section."""
        self.write(f"{'':>{self.current_indent}}{told(heading)}{told(':')}\n")

    def write_text(self, text: str) -> None:
        """Paragraphs."""
        if spoken() is Language.EN:
            super().write_text(text)
            return
        for number, paragraph in enumerate(paragraphs(text)):
            self.write("\n" * bool(number))
            indent = " " * self.current_indent
            for line in _broken(told(paragraph), _WIDTH - self.current_indent):
                self.write(f"{indent}{line}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of names and what they mean."""
        rows = list(rows)
        if spoken() is Language.EN:
            super().write_dl(rows, col_max, col_spacing)
            return
        indent = " " * self.current_indent
        wide = min(_FIRST, max(cell_len(name) for name, _ in rows) + col_spacing)
        for name, text in rows:
            lines = list(_broken(_explained(text), _WIDTH - self.current_indent - wide)) or [""]
            if cell_len(name) + col_spacing > wide:
                self.write(f"{indent}{name}\n")
            else:
                self.write(f"{indent}{set_cell_size(name, wide)}{lines.pop(0)}\n")
            for line in lines:
                self.write(f"{indent}{' ' * wide}{line}\n")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a docstring, each in one line.

    >>> paragraphs("Read RAW.\\n\\nExit status: 0 read;\\n1 failed.")
    ['Read RAW.', 'Exit status: 0 read; 1 failed.']
    """
    return [" ".join(each.split()) for each in text.split("\n\n") if each.strip()]


def _explained(text: str) -> str:
    """What an option means, and its default and bounds behind it."""
    means, _, bounds = text.partition("  [")
    shown = told(" ".join(means.split()))
    return f"{shown} [{bounds.replace('default: ', told('default:'))}" if bounds else shown


def _broken(text: str, width: int) -> Iterator[str]:
    """A text in lines of so many columns; words of Latin letters stay whole."""
    line = ""
    for piece in _pieces(text):
        if line and cell_len(line + piece) > width and piece not in _NEVER_FIRST:
            yield line.rstrip()
            line = piece.lstrip()
        else:
            line += piece
    if line.strip():
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Characters, those of a Latin word together."""
    word = ""
    for char in text:
        if char.isascii() and not char.isspace():
            word += char
            continue
        if word:
            yield word
        word = ""
        yield char
    if word:
        yield word
