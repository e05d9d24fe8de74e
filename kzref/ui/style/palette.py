"""The palette that makes Qt's own widgets look like the page."""

from PySide6.QtGui import QColor, QPalette

from kzref.ui.style.theme import Theme


def palette_of(theme: Theme) -> QPalette:
    """Return the palette of a theme."""
    role = QPalette.ColorRole
    colours = {
        role.Window: theme.chrome, role.WindowText: theme.ink, role.Base: theme.field, role.AlternateBase: theme.chrome,
        role.Text: theme.ink, role.Button: theme.chrome, role.ButtonText: theme.ink, role.BrightText: theme.paper,
        role.Highlight: theme.chosen, role.HighlightedText: theme.chosen_ink, role.Link: theme.link,
        role.LinkVisited: theme.link, role.ToolTipBase: theme.field, role.ToolTipText: theme.ink,
        role.PlaceholderText: theme.dim, role.Accent: theme.accent, role.Light: theme.field,
        role.Midlight: theme.chrome,
        role.Mid: theme.chrome_edge, role.Dark: theme.rule, role.Shadow: theme.rule,
    }  # fmt: skip
    palette = QPalette()
    for each, colour in colours.items():
        palette.setColor(each, QColor(colour))
    for each in (role.Text, role.WindowText, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.dim))
    return palette
