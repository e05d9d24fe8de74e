"""The main window: commands, toolbar, status bar, layout."""
