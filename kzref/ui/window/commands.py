"""Commands as a table: menus, toolbar, shortcuts and tests read the same rows. Knows no Qt."""

from typing import NamedTuple


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # the name that Qt's lupdate looks for
    """Mark a text to be translated where it is shown."""
    return text


class Command(NamedTuple):
    """One command. What it does stands in `command_runners.py`."""

    name: str
    text: str
    keys: tuple[str, ...] = ()
    """In Qt's portable form."""
    menu: str = ""
    checkable: bool = False
    group: str = ""
    """Commands of one group exclude each other."""
    after_line: bool = False
    """A separator stands above it."""

    @property
    def needs_library(self) -> bool:
        """Whether it works on what is read, and is disabled while nothing is."""
        return self.menu == GO or self.name in _NEED_LIBRARY


_NEED_LIBRARY = ("search-form", "next-hit", "previous-hit", "pdf", "preview", "print", "print-below")
"""Besides those of the menu Go. What is typed in the box meanwhile is searched once there is a library."""

FILE, GO, VIEW, SEARCH, HELP = (
    QT_TRANSLATE_NOOP("Menus", "&File"),
    QT_TRANSLATE_NOOP("Menus", "&Go"),
    QT_TRANSLATE_NOOP("Menus", "&View"),
    QT_TRANSLATE_NOOP("Menus", "&Search"),
    QT_TRANSLATE_NOOP("Menus", "&Help"),
)
MENUS = (FILE, GO, SEARCH, VIEW, HELP)

COMMANDS = (
    Command("open", QT_TRANSLATE_NOOP("Commands", "&Open folder…"), ("Ctrl+O",), FILE),
    Command("open-own", QT_TRANSLATE_NOOP("Commands", "Open the &reference on Kazakhstan"), (), FILE),
    Command("reload", QT_TRANSLATE_NOOP("Commands", "&Reload folder"), ("F5",), FILE),
    Command("pdf", QT_TRANSLATE_NOOP("Commands", "Save section as &PDF…"), ("Ctrl+Shift+P",), FILE, after_line=True),
    Command("preview", QT_TRANSLATE_NOOP("Commands", "Print pre&view…"), (), FILE),
    Command("print", QT_TRANSLATE_NOOP("Commands", "&Print section…"), ("Ctrl+P",), FILE),
    Command("print-below", QT_TRANSLATE_NOOP("Commands", "Print with su&bsections…"), (), FILE),
    Command("quit", QT_TRANSLATE_NOOP("Commands", "&Quit"), ("Ctrl+Q",), FILE, after_line=True),
    Command("back", QT_TRANSLATE_NOOP("Commands", "&Back"), ("Alt+Left",), GO),
    Command("forward", QT_TRANSLATE_NOOP("Commands", "&Forward"), ("Alt+Right",), GO),
    Command("home", QT_TRANSLATE_NOOP("Commands", "&Start page"), ("Alt+Home",), GO, after_line=True),
    Command("figures", QT_TRANSLATE_NOOP("Commands", "The &figures"), ("Ctrl+Shift+F",), GO),
    Command("previous-section", QT_TRANSLATE_NOOP("Commands", "Pre&vious entry"), ("Ctrl+PgUp",), GO, after_line=True),
    Command("next-section", QT_TRANSLATE_NOOP("Commands", "&Next entry"), ("Ctrl+PgDown",), GO),
    Command("search", QT_TRANSLATE_NOOP("Commands", "&Search or go to…"), ("Ctrl+K", "Ctrl+F", "/"), SEARCH),
    Command("search-form", QT_TRANSLATE_NOOP("Commands", "&Advanced search…"), ("Ctrl+Shift+K",), SEARCH),
    Command("searches", QT_TRANSLATE_NOOP("Commands", "R&ecent and saved searches"), ("Ctrl+H",), SEARCH),
    Command("next-hit", QT_TRANSLATE_NOOP("Commands", "&Next hit"), ("F3",), SEARCH),
    Command("previous-hit", QT_TRANSLATE_NOOP("Commands", "&Previous hit"), ("Shift+F3",), SEARCH),
    Command("query-language", QT_TRANSLATE_NOOP("Commands", "Search synta&x"), ("Shift+F1",), SEARCH, after_line=True),
    Command("leave", QT_TRANSLATE_NOOP("Commands", "&Close search"), ("Esc",), SEARCH),
    Command("menu", QT_TRANSLATE_NOOP("Commands", "&Menu"), ("F10",), HELP),
    Command("contents", QT_TRANSLATE_NOOP("Commands", "Left &panel"), ("Ctrl+B",), VIEW, checkable=True),
    Command("full-screen", QT_TRANSLATE_NOOP("Commands", "F&ull screen"), ("F11",), VIEW, checkable=True),
    Command("larger", QT_TRANSLATE_NOOP("Commands", "&Larger text"), ("Ctrl++", "Ctrl+="), VIEW, after_line=True),
    Command("smaller", QT_TRANSLATE_NOOP("Commands", "S&maller text"), ("Ctrl+-",), VIEW),
    Command("usual", QT_TRANSLATE_NOOP("Commands", "Reset &zoom"), ("Ctrl+0",), VIEW),
    Command("theme-system", QT_TRANSLATE_NOOP("Commands", "S&ystem theme"), (), VIEW, True, "theme", True),
    Command("theme-light", QT_TRANSLATE_NOOP("Commands", "L&ight theme"), (), VIEW, True, "theme"),
    Command("theme-dark", QT_TRANSLATE_NOOP("Commands", "&Dark theme"), (), VIEW, True, "theme"),
    Command("copy-address", QT_TRANSLATE_NOOP("Commands", "Copy section &address"), ("Ctrl+Shift+C",), GO, after_line=True),
    Command("keys", QT_TRANSLATE_NOOP("Commands", "&Keyboard shortcuts"), ("F1",), HELP),
    Command("about", QT_TRANSLATE_NOOP("Commands", "&About kzref"), (), HELP),
)  # fmt: skip
