"""Themes: the only place where a colour has a name. Read from resources/themes."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QColor, QPalette


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours as #rrggbb, by what they are for."""

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
    """A theme by its file name."""
    return Theme(**tomllib.loads((resources / "themes" / f"{name}.toml").read_text("utf-8")))


def palette_of(theme: Theme) -> QPalette:
    """The palette that makes Qt's own widgets look like the page."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.chrome, role.WindowText: theme.ink, role.Base: theme.field, role.AlternateBase: theme.chrome,
        role.Text: theme.ink, role.Button: theme.chrome, role.ButtonText: theme.ink, role.BrightText: theme.paper,
        role.Highlight: theme.chosen, role.HighlightedText: theme.chosen_ink, role.Link: theme.link,
        role.LinkVisited: theme.link, role.ToolTipBase: theme.field, role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.dim, role.Accent: theme.accent, role.Light: theme.field, role.Midlight: theme.chrome,
        role.Mid: theme.chrome_edge, role.Dark: theme.rule, role.Shadow: theme.rule,
    }  # fmt: skip
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.dim))
    return palette
