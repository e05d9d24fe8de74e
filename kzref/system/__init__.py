"""Whatever depends on the operating system: one function for each question, with a branch for each system.

Nothing outside this package asks for the platform; tests/test_layers.py reads the sources for it. Linux is the system
that the tests run on. The branches for Windows and macOS are tested with faked platforms, environments and modules,
and have not been run on either system: locks by msvcrt, folders without fsync, user folders by platformdirs, consoles,
and processes that cannot be asked whether they run.
"""
