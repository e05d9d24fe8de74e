"""Commands as a table: menus, toolbar, shortcuts and tests read the same rows. Knows no Qt."""

from typing import NamedTuple


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:  # the name that Qt's lupdate looks for
    """Marks a text to be translated where it is shown."""
    return text


class Command(NamedTuple):
    """One command. slot is the way from the window to the method; keys are in Qt's portable form."""

    name: str
    text: str
    slot: str
    keys: tuple[str, ...] = ()
    menu: str = ""
    checkable: bool = False
    group: str = ""
    """Commands of one group exclude each other."""
    after_line: bool = False
    """A separator stands above it."""

    @property
    def needs_library(self) -> bool:
        """Whether it leads to what is read, so that it rests while nothing is."""
        return self.menu == GO or self.name in _OF_HITS or self.slot.startswith("printing.")


_OF_HITS = ("search-form", "next-hit", "previous-hit")
"""Of the commands of the search, those that ask the library. What is typed meanwhile is searched once there is one."""

FILE, GO, VIEW, SEARCH, HELP = (
    QT_TRANSLATE_NOOP("Menus", "&File"),
    QT_TRANSLATE_NOOP("Menus", "&Go"),
    QT_TRANSLATE_NOOP("Menus", "&View"),
    QT_TRANSLATE_NOOP("Menus", "&Search"),
    QT_TRANSLATE_NOOP("Menus", "&Help"),
)
MENUS = (FILE, GO, SEARCH, VIEW, HELP)

COMMANDS = (
    Command("open", QT_TRANSLATE_NOOP("Commands", "&Open folder…"), "loading.open_folder", ("Ctrl+O",), FILE),
    Command("open-own", QT_TRANSLATE_NOOP("Commands", "Open the &reference on Kazakhstan"), "loading.open_reference", (), FILE),
    Command("reload", QT_TRANSLATE_NOOP("Commands", "&Reload folder"), "loading.reload", ("F5",), FILE),
    Command("pdf", QT_TRANSLATE_NOOP("Commands", "Save section as &PDF…"), "printing.save_pdf", ("Ctrl+Shift+P",), FILE, after_line=True),
    Command("preview", QT_TRANSLATE_NOOP("Commands", "Print pre&view…"), "printing.print_preview", (), FILE),
    Command("print", QT_TRANSLATE_NOOP("Commands", "&Print section…"), "printing.print_section", ("Ctrl+P",), FILE),
    Command("print-below", QT_TRANSLATE_NOOP("Commands", "Print with su&bsections…"), "printing.print_below", (), FILE),
    Command("quit", QT_TRANSLATE_NOOP("Commands", "&Quit"), "close", ("Ctrl+Q",), FILE, after_line=True),
    Command("back", QT_TRANSLATE_NOOP("Commands", "&Back"), "navigator.go_back", ("Alt+Left",), GO),
    Command("forward", QT_TRANSLATE_NOOP("Commands", "&Forward"), "navigator.go_forward", ("Alt+Right",), GO),
    Command("home", QT_TRANSLATE_NOOP("Commands", "&Start page"), "navigator.go_home", ("Alt+Home",), GO, after_line=True),
    Command("figures", QT_TRANSLATE_NOOP("Commands", "The &figures"), "navigator.go_figures", ("Ctrl+Shift+F",), GO),
    Command("previous-section", QT_TRANSLATE_NOOP("Commands", "Pre&vious entry"), "navigator.go_previous", ("Ctrl+PgUp",), GO, after_line=True),
    Command("next-section", QT_TRANSLATE_NOOP("Commands", "&Next entry"), "navigator.go_next", ("Ctrl+PgDown",), GO),
    Command("search", QT_TRANSLATE_NOOP("Commands", "&Search or go to…"), "searching.focus", ("Ctrl+K", "Ctrl+F", "/"), SEARCH),
    Command("search-form", QT_TRANSLATE_NOOP("Commands", "&Advanced search…"), "search_tools.show_form", ("Ctrl+Shift+K",), SEARCH),
    Command("searches", QT_TRANSLATE_NOOP("Commands", "R&ecent and saved searches"), "search_tools.show_menu", ("Ctrl+H",), SEARCH),
    Command("next-hit", QT_TRANSLATE_NOOP("Commands", "&Next hit"), "searching.next_hit", ("F3",), SEARCH),
    Command("previous-hit", QT_TRANSLATE_NOOP("Commands", "&Previous hit"), "searching.previous_hit", ("Shift+F3",), SEARCH),
    Command("query-language", QT_TRANSLATE_NOOP("Commands", "Search synta&x"), "help.show_query_language", ("Shift+F1",), SEARCH, after_line=True),
    Command("leave", QT_TRANSLATE_NOOP("Commands", "&Close search"), "leave", ("Esc",), SEARCH),
    Command("menu", QT_TRANSLATE_NOOP("Commands", "&Menu"), "toolbar.open_menu", ("F10",), HELP),
    Command("contents", QT_TRANSLATE_NOOP("Commands", "Left &panel"), "room.show_panel", ("Ctrl+B",), VIEW, checkable=True),
    Command("full-screen", QT_TRANSLATE_NOOP("Commands", "F&ull screen"), "show_full_screen", ("F11",), VIEW, checkable=True),
    Command("larger", QT_TRANSLATE_NOOP("Commands", "&Larger text"), "appearance.zoom_in", ("Ctrl++", "Ctrl+="), VIEW, after_line=True),
    Command("smaller", QT_TRANSLATE_NOOP("Commands", "S&maller text"), "appearance.zoom_out", ("Ctrl+-",), VIEW),
    Command("usual", QT_TRANSLATE_NOOP("Commands", "Reset &zoom"), "appearance.zoom_reset", ("Ctrl+0",), VIEW),
    Command("theme-system", QT_TRANSLATE_NOOP("Commands", "S&ystem theme"), "appearance.use_system_theme", (), VIEW, True, "theme", True),
    Command("theme-light", QT_TRANSLATE_NOOP("Commands", "L&ight theme"), "appearance.use_light_theme", (), VIEW, True, "theme"),
    Command("theme-dark", QT_TRANSLATE_NOOP("Commands", "&Dark theme"), "appearance.use_dark_theme", (), VIEW, True, "theme"),
    Command("copy-address", QT_TRANSLATE_NOOP("Commands", "Copy section &address"), "navigator.copy_address", ("Ctrl+Shift+C",), GO, after_line=True),
    Command("keys", QT_TRANSLATE_NOOP("Commands", "&Keyboard shortcuts"), "help.show_keys", ("F1",), HELP),
    Command("about", QT_TRANSLATE_NOOP("Commands", "&About kzref"), "help.show_about", (), HELP),
)  # fmt: skip
