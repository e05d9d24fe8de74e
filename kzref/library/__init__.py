"""The compiled library, made of a pack (`kzref.pack`): how it is built, verified, cached and read."""
