"""The style of the window's own parts, made from the theme."""

from kzref.ui.style.theme import Theme


def window_style(theme: Theme) -> str:
    """Qt style sheet of the window: one hairline rather than boxes in boxes."""
    return f"""
QMainWindow::separator {{ width: 1px; background: {theme.chrome_edge}; }}
QToolBar {{ background: {theme.chrome}; border: none; border-bottom: 1px solid {theme.chrome_edge}; padding: 5px 8px; spacing: 4px; }}
QToolButton {{ border: none; border-radius: 5px; padding: 5px; }}
QToolButton:hover {{ background: {theme.chrome_edge}; }}
QToolButton:pressed, QToolButton:checked {{ background: {theme.chosen}; }}
QToolButton:focus {{ outline: none; border: 1px solid {theme.accent}; padding: 4px; }}
QToolButton::menu-indicator {{ image: none; }}
QLineEdit#search {{ border: 1px solid {theme.chrome_edge}; border-radius: 6px; padding: 5px 6px; background: {theme.field}; }}
QLineEdit#search:focus {{ border: 1px solid {theme.accent}; }}
QTreeView {{ background: {theme.chrome}; border: none; padding: 8px 0 8px 4px; outline: none; }}
QTreeView::item {{ padding: 4px 4px; border: none; }}
QTreeView::item:hover:!selected {{ background: {theme.chrome_edge}; }}
QTreeView::item:selected {{ background: {theme.chosen}; color: {theme.chosen_ink}; }}
QListView {{ background: {theme.chrome}; border: none; outline: none; }}
QWidget#narrowing {{ background: {theme.chrome}; }}
QWidget#narrowing QToolButton {{ padding: 4px 7px; color: {theme.dim}; }}
QWidget#narrowing QToolButton[chosen="true"] {{ color: {theme.accent}; font-weight: bold; }}
QDialog QLineEdit {{ border: 1px solid {theme.rule}; border-radius: 5px; padding: 4px 6px; background: {theme.field}; color: {theme.ink}; }}
QDialog QLineEdit:focus {{ border: 1px solid {theme.accent}; }}
QDialog QSpinBox QLineEdit, QDialog QSpinBox QLineEdit:focus {{ border: none; padding: 0; background: transparent; }}
QLabel#made {{ color: {theme.dim}; padding: 8px 0; border-top: 1px solid {theme.chrome_edge}; }}
QLabel#summary {{ padding: 10px 16px 8px 16px; color: {theme.dim}; background: {theme.chrome}; border-bottom: 1px solid {theme.chrome_edge}; }}
QTextBrowser#page {{ background: {theme.paper}; color: {theme.ink}; }}
QSplitter::handle {{ background: {theme.chrome_edge}; }}
QStatusBar {{ background: {theme.chrome}; color: {theme.dim}; border-top: 1px solid {theme.chrome_edge}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ color: {theme.dim}; padding: 2px 8px; }}
QToolButton#edition, QToolButton#crash {{ background: {theme.note}; color: {theme.ink}; border-left: 3px solid {theme.note_edge}; border-radius: 0; padding: 1px 10px 1px 8px; }}
QToolButton#edition:hover, QToolButton#edition:focus, QToolButton#crash:hover, QToolButton#crash:focus {{ background: {theme.chosen}; color: {theme.chosen_ink}; border: none; border-left: 3px solid {theme.note_edge}; padding: 1px 10px 1px 8px; }}
QTextBrowser#leaflet {{ background: {theme.paper}; color: {theme.ink}; border: none; border-bottom: 1px solid {theme.chrome_edge}; padding: 10px 22px; }}
QPushButton {{ border: 1px solid {theme.rule}; border-radius: 5px; padding: 6px 16px; background: {theme.field}; }}
QPushButton:hover, QPushButton:focus {{ border: 1px solid {theme.accent}; }}
QPushButton:pressed {{ background: {theme.chosen}; }}
QPushButton:disabled {{ color: {theme.dim}; }}
QMenu {{ background: {theme.field}; border: 1px solid {theme.chrome_edge}; padding: 5px 0; }}
QMenu::item {{ padding: 5px 28px 5px 24px; }}
QMenu::item:selected {{ background: {theme.chosen}; color: {theme.chosen_ink}; }}
QMenu::item:disabled {{ color: {theme.dim}; }}
QMenu::separator {{ height: 1px; background: {theme.chrome_edge}; margin: 5px 0; }}
QToolTip {{ background: {theme.field}; color: {theme.ink}; border: 1px solid {theme.rule}; padding: 4px 6px; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {theme.rule}; border-radius: 3px; min-height: 28px; min-width: 28px; margin: 3px; }}
QScrollBar::handle:hover {{ background: {theme.dim}; }}
QScrollBar::add-line, QScrollBar::sub-line, QScrollBar::add-page, QScrollBar::sub-page {{ background: none; border: none; width: 0; height: 0; }}
"""  # noqa: E501  # a rule to a line
