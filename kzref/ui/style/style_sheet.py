"""The style of the window's own parts, made from the theme."""

import re

from kzref.ui.style.theme import Theme

_STYLE = """
QMainWindow::separator { width: 1px; background: $chrome_edge; }
QToolBar { background: $chrome; border: none; border-bottom: 1px solid $chrome_edge; padding: 5px 8px; spacing: 4px; }
QToolButton { border: none; border-radius: 5px; padding: 5px; }
QToolButton:hover { background: $chrome_edge; }
QToolButton:pressed, QToolButton:checked { background: $chosen; }
QToolButton:focus { outline: none; border: 1px solid $accent; padding: 4px; }
QToolButton::menu-indicator { image: none; }
QLineEdit#search { border: 1px solid $chrome_edge; border-radius: 6px; padding: 5px 6px; background: $field; }
QLineEdit#search:focus { border: 1px solid $accent; }
QTreeView { background: $chrome; border: none; padding: 8px 0 8px 4px; outline: none; }
QTreeView::item { padding: 4px 4px; border: none; }
QTreeView::item:hover:!selected { background: $chrome_edge; }
QTreeView::item:selected { background: $chosen; color: $chosen_ink; }
QListView { background: $chrome; border: none; outline: none; }
QWidget#facet_bar { background: $chrome; }
QWidget#facet_bar QToolButton { padding: 4px 7px; color: $dim; }
QWidget#facet_bar QToolButton[chosen="true"] { color: $accent; font-weight: bold; }
QDialog QLineEdit { border: 1px solid $rule; border-radius: 5px; padding: 4px 6px; background: $field; color: $ink; }
QDialog QLineEdit:focus { border: 1px solid $accent; }
QDialog QSpinBox QLineEdit, QDialog QSpinBox QLineEdit:focus { border: none; padding: 0; background: transparent; }
QLabel#query { color: $dim; padding: 8px 0; border-top: 1px solid $chrome_edge; }
QLabel#summary { padding: 10px 16px 8px 16px; color: $dim; background: $chrome; border-bottom: 1px solid $chrome_edge; }
QTextBrowser#page { background: $paper; color: $ink; }
QSplitter::handle { background: $chrome_edge; }
QStatusBar { background: $chrome; color: $dim; border-top: 1px solid $chrome_edge; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $dim; padding: 2px 8px; }
QToolButton#integrity, QToolButton#crash { background: $note; color: $ink; border-left: 3px solid $note_edge; border-radius: 0; padding: 1px 10px 1px 8px; }
QToolButton#integrity:hover, QToolButton#integrity:focus, QToolButton#crash:hover, QToolButton#crash:focus { background: $chosen; color: $chosen_ink; border: none; border-left: 3px solid $note_edge; padding: 1px 10px 1px 8px; }
QTextBrowser#help { background: $paper; color: $ink; border: none; border-bottom: 1px solid $chrome_edge; padding: 10px 22px; }
QPushButton { border: 1px solid $rule; border-radius: 5px; padding: 6px 16px; background: $field; }
QPushButton:hover, QPushButton:focus { border: 1px solid $accent; }
QPushButton:pressed { background: $chosen; }
QPushButton:disabled { color: $dim; }
QMenu { background: $field; border: 1px solid $chrome_edge; padding: 5px 0; }
QMenu::item { padding: 5px 28px 5px 24px; }
QMenu::item:selected { background: $chosen; color: $chosen_ink; }
QMenu::item:disabled { color: $dim; }
QMenu::separator { height: 1px; background: $chrome_edge; margin: 5px 0; }
QToolTip { background: $field; color: $ink; border: 1px solid $rule; padding: 4px 6px; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $rule; border-radius: 3px; min-height: 28px; min-width: 28px; margin: 3px; }
QScrollBar::handle:hover { background: $dim; }
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page { background: none; border: none; width: 0; height: 0; }
"""  # noqa: E501  # a rule to a line
"""One hairline rather than boxes in boxes. $chrome is the colour of that name of the theme."""


def window_style(theme: Theme) -> str:
    """Return the Qt style sheet of the window in the colours of a theme."""
    return re.sub(r"\$(\w+)", lambda place: str(getattr(theme, place[1])), _STYLE)
