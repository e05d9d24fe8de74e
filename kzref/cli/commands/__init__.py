"""The commands, one module each: its arguments in add_parser, what it does in run."""
