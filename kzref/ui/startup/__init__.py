"""The start of the window: the garbage collector, which must run in its thread alone."""
