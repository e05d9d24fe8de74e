"""Reading a compiled library."""
