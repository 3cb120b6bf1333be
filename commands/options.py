"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

dataset_option = click.option(
    "--dataset",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("data/out"),
    show_default=True,
    help="Folder of the dataset (数据集).",
)
