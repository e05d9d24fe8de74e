"""A small pack, declared and as a stranger would leave it, and a renderer of each."""

import json
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from kzref.pack.addresses import Address
from kzref.pack.documents import Document, SourceSection
from kzref.pack.kinds import Kind
from kzref.pack.markdown.front_matter import FrontMatter
from kzref.pack.pack import read_pack
from kzref.pack.pinpoints import Pinpoint
from kzref.render.markdown.renderer import Rendered, Renderer

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55"
    "0000000a49444154789c636000000002000148afa4710000000049454e44ae426082"
)
"""A black picture of one pixel."""
PACK = """
id = "printshop"
title = "Printshop"
edition = "1"
language = "en"

[source.pinpoints]
"Body" = "1-9"
"References" = "1-9"

[[parts]]
id = "works"
title = "Works"
works = "works.json"
"""
WORKS = [
    {"id": "doe-2001", "type": "book", "title": 'Law & "order" <1>', "custom": {"number": 7}},
    {"id": "roe-1999", "type": "book", "title": "Another", "custom": {"number": 9}},
]
FILES: dict[str, str | bytes] = {
    "works.json": json.dumps(WORKS),
    "entries/beta.md": "Beta.",
    "pictures/inside.png": PNG,
    "pictures/it's here.png": PNG,
    "pictures/a & b.png": PNG,
    "pictures/a\u00a0b.png": PNG,
    "pictures/\u043f\u043b\u0430\u043d.png": PNG,
    "numbers/catch.csv": "year,value\n2001,1200\n2002,-50\n",
    "numbers/catch.toml": 'title = "Catch"\nunit = "barrels"\n',
}


def _written(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder


def _renderer_of(folder: Path, pinpoint_targets: dict[Pinpoint, Address]) -> Callable[..., Any]:
    renderer = Renderer(read_pack(folder), {"entries/beta.md": Address("beta")}, pinpoint_targets)

    numbers = count()

    def render(*texts: str, language: str = "en") -> Any:
        sections = tuple(
            SourceSection(
                Address(f"here/part-{n}" if n else "here"), "Here", min(n, 1), None, 1, text, 1, Kind("document")
            )
            for n, text in enumerate(texts)
        )
        document = Document(f"entries/here-{next(numbers)}.md", language, sections, FrontMatter())
        rendered = [renderer.render(document, section) for section in sections]
        return rendered if len(texts) > 1 else rendered[0]

    return render


@pytest.fixture(scope="session")
def printshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the declared pack; a picture that is not of the pack stands beside it."""
    base = tmp_path_factory.mktemp("printshop")
    (base / "outside.png").write_bytes(PNG)
    return _written(base / "pack", {"pack.toml": PACK, **FILES})


@pytest.fixture(scope="session")
def render(printshop: Path) -> Callable[..., Rendered]:
    """Renders the text of one section of a document in 'entries', or of several; [Body 1] is retold at alpha, [Body 2] here."""
    return _renderer_of(printshop, {Pinpoint("Body", "1"): Address("alpha"), Pinpoint("Body", "2"): Address("here")})


@pytest.fixture(scope="session")
def render_strange(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Rendered]:
    """Renders text of a folder without a pack.toml."""
    return _renderer_of(_written(tmp_path_factory.mktemp("stranger"), FILES), {})
