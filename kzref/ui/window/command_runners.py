"""What each command does in a window. It is looked up only when the command is run: in the tab that is current then."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kzref.ui.window.main_window import MainWindow

Runner = Callable[[bool], object]
"""Takes whether the command is checked now; most commands cannot be."""


def command_runners(window: "MainWindow") -> Mapping[str, Runner]:
    """Return what runs each command, by its name."""
    return {
        "open": lambda _: window.library.open_folder(),
        "open-own": lambda _: window.library.open_reference(),
        "reload": lambda _: window.library.reload(),
        "pdf": lambda _: window.controllers.printing().save_pdf(),
        "preview": lambda _: window.controllers.printing().print_preview(),
        "print": lambda _: window.controllers.printing().print_section(),
        "print-below": lambda _: window.controllers.printing().print_below(),
        "quit": lambda _: window.close(),
        "back": lambda _: window.area.navigator.go_back(),
        "forward": lambda _: window.area.navigator.go_forward(),
        "home": lambda _: window.area.navigator.go_home(),
        "figures": lambda _: window.area.navigator.go_figures(),
        "previous-section": lambda _: window.area.navigator.go_previous(),
        "next-section": lambda _: window.area.navigator.go_next(),
        "search": lambda _: window.controllers.search().focus(),
        "search-form": lambda _: window.controllers.search_menu().show_advanced_search(),
        "searches": lambda _: window.controllers.search_menu().show_menu(),
        "next-hit": lambda _: window.controllers.search().step(1),
        "previous-hit": lambda _: window.controllers.search().step(-1),
        "query-language": lambda _: window.controllers.help().show_search_syntax(),
        "leave": lambda _: window.close_search(),
        "menu": lambda _: window.toolbar.open_menu(),
        "contents": lambda on: window.panel_layout.show_panel(on),  # noqa: PLW0108  # the actions are made before it
        "full-screen": window.show_full_screen,
        "larger": lambda _: window.appearance.zoom_in(),
        "smaller": lambda _: window.appearance.zoom_out(),
        "usual": lambda _: window.appearance.zoom_reset(),
        "theme-system": lambda _: window.appearance.use_system_theme(),
        "theme-light": lambda _: window.appearance.use_light_theme(),
        "theme-dark": lambda _: window.appearance.use_dark_theme(),
        "copy-address": lambda _: window.area.navigator.copy_address(),
        "keys": lambda _: window.controllers.help().show_keys(),
        "about": lambda _: window.controllers.help().show_about(),
    }
