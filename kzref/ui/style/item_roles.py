"""Roles of Qt's item models as the numbers that Qt passes.

The Qt namespace makes its two hundred enums when it is first touched, which takes 27 ms: an eighth of the time to the
first page. Nothing that runs before that page touches it; a test sees to it.
"""

DISPLAY = 0
TOOL_TIP = 3
FONT = 6
ACCESSIBLE_TEXT = 11
USER = 256
