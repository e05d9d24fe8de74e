"""How files of a pack are read: guarded, decoded, and made fit to be shown."""
