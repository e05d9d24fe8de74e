"""A small library in three languages to be searched, compiled once, and its searcher."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kzref.compiled.shelf import Shelf
from kzref.compiled.store import Library
from kzref.paths import Paths, find_paths
from kzref.search.searcher import Searcher

PACK = """id = "coast"
title = "Coast Almanac"
edition = "1"
language = "en"

[source.pinpoints]
"Body" = "1-40"

[[parts]]
folder = "entries"
title = "Entries"

[[parts]]
id = "glossary"
title = "Glossary"
terms = "terms.csv"
"""
TERMS = (
    "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
    "skipper,skipper,шкипер,кеме басшысы,shipmaster,капитан судна,,SKP,,helm,Who answers for a ship.\n"
    "parole,parole,досрочное освобождение,шартты түрде босату,,,,,,,Early release.\n"
)
FILLING = "Nothing in this sentence matters to anyone but the passage that it makes longer, and it says so itself. " * 4


def entry(title: str, text: str, kind: str = "concept", **more: str) -> str:
    """A file of the library."""
    fields = "".join(f"{name}: {value}\n" for name, value in more.items())
    return f'---\ntitle: "{title}"\nkind: {kind}\n{fields}---\n{text}\n'


FILES = {
    "pack.toml": PACK,
    "terms.csv": TERMS,
    # One word in a title and, elsewhere, more often in a text.
    "entries/lantern.md": entry("Lantern", "It shines at night."),
    "entries/keeper.md": entry("Keeper", "The lantern, the old lantern: a lantern is a lantern, said of a lantern."),
    "entries/lantern-oil.md": entry("Lantern oil of the west", "It burns."),
    # A term has its name; a concept has more of the words about it.
    "entries/parole-act.md": entry("Parole board: parole granted, parole refused", "Parole, parole, parole."),
    # Words in other forms, spellings and accents.
    "entries/verdict.md": entry("Verdict", "Two smugglers were convicted of several offences by the Harbour court."),
    "entries/organising.md": entry("Defence", "The organisation of labour is a programme of good behaviour."),
    "entries/cafe.md": entry("Caf\u00e9 Zo\u00eb", "A caf\u00e9 by the pier."),
    "entries/judgement.md": entry("Приговор", "Осуждённые моряки обжаловали суровый приговор.", language="ru"),
    "entries/honey.md": entry("Мёд", "На ёлке висит за\u0301мок.", language="ru"),
    "entries/law.md": entry("Құқық", "Қылмыстық саясат туралы заң.", language="kk"),
    # Who is found by the names of a term.
    "entries/helm.md": entry("Helm", "Whoever stands here steers.", terms="[skipper]"),
    # Order of words, and where a title ends and a text begins.
    "entries/phrases.md": entry("Silver herring", "A net of wet rope dries slowly. The running man is late."),
    "entries/reversed.md": entry("Reversed", "The rope was wet, the net was new; the man runs."),
    # Kinds, years and places of the source.
    "entries/dyke-act.md": entry("Dyke Act", "A dyke shall be kept.", "act", years="2015-2017", pinpoints="Body 7"),
    "entries/dyke-note.md": entry("Dyke note", "A dyke was not kept. In 1888 it broke.", "note", years="[2021]"),
    "entries/places.md": entry("Places", "So it is said [Body 8].", "note"),
    # What is to be found deep in a long text.
    "entries/long.md": entry("Long", f"{FILLING}\n\n{FILLING}Here the quartermaster sleeps. {FILLING}\n\n{FILLING}"),
    "entries/tags.md": entry("Tags", 'Never write `<b onclick="x">` & such turpentine here.'),
    **{f"entries/gull-{n:02}.md": entry(f"Gull {n}", f"A gull of the kind {n}.") for n in range(12)},
}


@pytest.fixture(scope="session")
def coast(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The small library, open."""
    base = tmp_path_factory.mktemp("coast")
    for name, text in FILES.items():
        (base / "pack" / name).parent.mkdir(parents=True, exist_ok=True)
        (base / "pack" / name).write_text(text, "utf-8")
    found = find_paths()
    paths = Paths(found.content, found.resources, None, base / "libraries", base / "data")
    library = Shelf(paths).open(base / "pack").library
    yield library
    library.close()


@pytest.fixture(scope="session")
def searcher(coast: Library) -> Iterator[Searcher]:
    """A searcher over it."""
    opened = coast.searcher()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The text of each entry by its title, without the citations that search leaves out."""
    read = [text.split("---\n", 2) for name, text in FILES.items() if name.startswith("entries/")]
    return {head.split('"')[1]: body.replace(" [Body 8]", "") for _, head, body in read}


@pytest.fixture(scope="session")
def titles(searcher: Searcher) -> Callable[..., list[str]]:
    """The titles that a query finds, best first."""

    def find(text: str, limit: int = 100, kind: str = "", unfinished: bool = False) -> list[str]:
        return [hit.section.title for hit in searcher.search(text, limit, kind, unfinished).hits]

    return find


@pytest.fixture(scope="session")
def content_searcher(content_library: Library) -> Iterator[Searcher]:
    """A searcher over the real content."""
    opened = content_library.searcher()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def content_terms(content: Path) -> str:
    """The thesaurus of the real content, as it is written."""
    return (content / "terms.csv").read_text("utf-8")
