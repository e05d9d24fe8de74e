"""Write the picture of a display into a PNG file, as a process of its own, so that it can use any display."""

import sys

from PySide6.QtGui import QGuiApplication

application = QGuiApplication(sys.argv)
sys.exit(not application.primaryScreen().grabWindow(0).save(sys.argv[1]))
