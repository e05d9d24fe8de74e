"""Themes: the only place where a colour has a name. Read from resources/themes."""

import json
from pathlib import Path
from typing import NamedTuple


class Theme(NamedTuple):
    """Colours as #rrggbb, by what they are for."""

    about: str
    dark: bool
    paper: str
    ink: str
    dim: str
    heading: str
    accent: str
    link: str
    rule: str
    chrome: str
    chrome_edge: str
    field: str
    chosen: str
    chosen_ink: str
    table_head: str
    note: str
    note_edge: str
    outside: str
    outside_edge: str
    code: str
    hit: str
    hit_ink: str
    hit_now: str
    bar: str
    bar_over: str
    grid: str


def read_theme(resources: Path, name: str) -> Theme:
    """Return a theme by its file name."""
    return Theme(**json.loads((resources / "themes" / f"{name}.json").read_text("utf-8")))
