"""The data of a pack: works cited, terms and series, read from JSON, CSV and TOML."""
