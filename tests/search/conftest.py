"""Libraries to be searched, compiled once, and their searchers.

The small one has an entry for each promise; that of the archive has few words in many arrangements, for what holds of any
query; that of the port is in English with a thesaurus of three languages.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from search_helpers import compiled, entry

from kzref.library.store.library import Library
from kzref.library.store.search_source import open_searcher
from kzref.search.query.nodes import SearchFilter
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


FILES = {
    "pack.toml": PACK,
    "terms.csv": TERMS,
    # One word in a title and, elsewhere, more often in a text.
    "entries/lantern.md": entry("Lantern", "It shines at night."),
    "entries/keeper.md": entry("Keeper", "The lantern, the old lantern: a lantern is a lantern, said of a lantern."),
    "entries/lantern-oil.md": entry("Lantern oil of the west", "It burns."),
    # One has the name alone, the other the word in all places and a kind that counts more.
    "entries/buoy.md": entry("Buoy", "It floats.", "article"),
    "entries/buoys.md": entry("Buoy by buoy", "A buoy, a buoy, a buoy.", "concept"),
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
    library = compiled(tmp_path_factory.mktemp("coast"), FILES)
    yield library
    library.close()


@pytest.fixture(scope="session")
def searcher(coast: Library) -> Iterator[Searcher]:
    """A searcher over it."""
    opened = open_searcher(coast)
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

    def find(text: str, limit: int = 100, kind: str = "", prefix_last: bool = False) -> list[str]:
        search_filter = SearchFilter(kinds=frozenset([kind] if kind else []))
        return [hit.section.title for hit in searcher.search(text, limit, search_filter, prefix_last=prefix_last).hits]

    return find


@pytest.fixture(scope="session")
def content_searcher(content_library: Library) -> Iterator[Searcher]:
    """A searcher over the real content."""
    opened = open_searcher(content_library)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def content_terms(content: Path) -> str:
    """The thesaurus of the real content, as it is written."""
    return (content / "terms.csv").read_text("utf-8")


ARCHIVE_PACK = """id = "archive"
title = "Archive"
edition = "1"
language = "en"

[[parts]]
folder = "entries"
title = "Shelves"
"""
LATIN = ["rope", "ropes", "tide", "tides", "anchor", "anchors", "anchored", "labour", "labor", "rapid", "roper", "tidal", "herring",
         "herrings", "hemp", "nets", "net"]  # fmt: skip
RUSSIAN = ["канат", "канаты", "море", "моря", "якорь"]
KAZAKH = ["теңіз", "қайық", "кеме"]
KINDS = ["act", "concept", "note", "event"]


def random_words(chosen: random.Random, vocabulary: list[str], least: int, most: int) -> str:
    """Words in a row; some have a capital and some a comma."""
    drawn = chosen.choices(vocabulary, k=chosen.randint(least, most))
    return " ".join(chosen.choice([w, w, w.title(), f"{w},"]) for w in drawn)


def archive_files() -> dict[str, str]:
    """The files of the archive: always the same."""
    chosen = random.Random(20)
    files = {"pack.toml": ARCHIVE_PACK}
    for number in range(60):
        vocabulary, language = chosen.choice([(LATIN, "en")] * 4 + [(RUSSIAN, "ru"), (KAZAKH, "kk")])
        title = random_words(chosen, vocabulary, 1, 3).replace(",", "")
        years = (
            f"years: {chosen.choice(['2015', '2016-2018', '2020', '[2015, 2021]'])}\n" if chosen.random() < 0.6 else ""
        )
        text = random_words(chosen, vocabulary, 3, 18)
        for part in range(chosen.choice([0, 0, 1, 2])):
            heading = random_words(chosen, vocabulary, 1, 2).replace(",", "")
            text += f"\n\n## {heading} {{#part-{part}}}\n\n{random_words(chosen, vocabulary, 2, 14)}"
        head = f'title: "{title}"\nkind: {chosen.choice(KINDS)}\nlanguage: {language}\n{years}'
        files[f"entries/file-{number:02}.md"] = f"---\n{head}---\n{text}\n"
    return files


@dataclass(frozen=True, slots=True)
class Record:
    """A section of the archive as a reader sees it: folded words in a row."""

    title: tuple[str, ...]
    above: tuple[str, ...]
    text: tuple[str, ...]
    kind: str
    language: str
    years: frozenset[int]
    position: int


def row_of(text: str) -> tuple[str, ...]:
    """The words of a text of the archive, which has neither accents nor figures."""
    return tuple(re.findall(r"[^\W_]+", text.lower()))


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The library of the archive, open."""
    with pytest.MonkeyPatch.context() as patch:
        # Indexed like a large library, with bigrams for its phrases.
        patch.setattr("kzref.search.index.index_writer.BIGRAMS_FROM", 1)
        library = compiled(tmp_path_factory.mktemp("archive"), archive_files())
    yield library
    library.close()


@pytest.fixture(scope="session")
def archive_searcher(archive: Library) -> Iterator[Searcher]:
    """A searcher over it."""
    opened = open_searcher(archive)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def records(archive: Library) -> dict[str, Record]:
    """Every section of the archive by its address."""
    found = {}
    for section in archive.contents.sections():
        breadcrumbs = archive.contents.breadcrumbs(section)
        document = next((each for each in (section, *breadcrumbs) if each.depth == 0 and each.kind != "part"), section)
        (body,) = archive.pages.section_texts(section, with_subsections=False)
        found[section.address] = Record(
            title=row_of(" ".join((section.title, *section.titles))),
            above=row_of(" ".join(each.title for each in breadcrumbs)),
            text=row_of(body.text),
            kind=section.kind,
            language=section.language,
            years=frozenset(section.years or document.years),
            position=section.position,
        )
    return found


PORT_FILES = {
    "pack.toml": """id = "port"
title = "Port"
edition = "1"
language = "en"

[[parts]]
folder = "entries"
title = "Entries"

[[parts]]
id = "glossary"
title = "Glossary"
terms = "terms.csv"
""",
    "terms.csv": (
        "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
        "skipper,skipper,шкипер,кеме басшысы,shipmaster,капитан судна,,SKP,,,Who answers for a ship.\n"
        "parole,parole,досрочное освобождение,шартты түрде босату,,,,,,,Early release.\n"
        "lamp,lamp,лампа,шам,,,,,,,It shines.\n"
    ),
    "entries/bridge.md": entry("Bridge", "Only the skipper may stand upon it."),
    "entries/cabin.md": entry("Cabin", "A shipmaster sleeps in it."),
    "entries/release.md": entry("Release", "On parole nobody sails."),
    "entries/mast.md": entry("Mast", "At its top a lamp is lit."),
    "entries/letter.md": entry("Letter", "The word шкипер is written in it."),
    **{f"entries/rope-{n:02}.md": entry(f"Rope {n}", f"A rope of {n} strands.") for n in range(90)},
}


@pytest.fixture(scope="session")
def port_searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """A searcher over a library that is in English alone but for its thesaurus."""
    library = compiled(tmp_path_factory.mktemp("port"), PORT_FILES)
    opened = open_searcher(library)
    yield opened
    opened.close()
    library.close()
