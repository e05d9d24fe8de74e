"""What the program ends with, for whoever started it."""

SUCCESS = 0
FAILURE = 1
"""Nothing was found, or something was refused; a sentence on standard error says what."""
USAGE_ERROR = 2
INTERRUPTED = 130
"""As a shell reports a program that Ctrl+C ended: 128 and the number of the signal."""
