"""What the start of the window needs of the system and of PySide6."""
