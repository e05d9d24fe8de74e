"""The small pack that the window is tested on: a handbook of tides."""

import json
from pathlib import Path

from PySide6.QtCore import QBuffer
from PySide6.QtGui import QColor, QImage

PICTURE = QColor(210, 20, 120)
CATCH = {"2001": 1200, "2002": 1800, "2003": 600, "2004": 2400}
_FILLING = (
    "The water comes in twice a day and goes out twice, and whoever keeps a boat here learns to read "
    "the stones before the clock does. Nothing in this paragraph matters to anyone but the page it fills."
)


def filling(count: int) -> str:
    """Paragraphs that make a page long."""
    return "\n\n".join([_FILLING] * count)


HARBOUR = f"""---
id: harbour
title: The harbour
kind: concept
pinpoints: Body 1
see: [currents]
---
The harbour lies open to the west [Body 1]. The beacon burns at its mouth. It leads to the [spring tide](kzref:currents/spring),
to [a place that is not](kzref:atlantis), to [the network](https://example.org/tides?a=1), and rests on [@doe-2001].

!!! note "Remember"
    A callout about ropes.

A footnote explains the bollard[^1].

[^1]: A bollard is a post of iron.

![A picture](../pictures/tide.png)

{filling(9)}

## The quay {{#quay}}

On the quay a second beacon burns, and beside it a third beacon.

{filling(9)}

## The mole {{#mole}}

The mole is long.

### The steps {{#steps}}

The steps are slippery.

{filling(24)}
"""

CURRENTS = f"""---
id: currents
title: Currents
kind: note
pinpoints: Body 2
---
Currents run past the beacon.

{filling(7)}

## Spring tide {{#spring}}

The spring tide is the highest.

{filling(9)}

## Neap tide {{#neap}}

The neap tide is the lowest, and is called quadrature.

{filling(9)}
"""

_PACK = """id = "tides"
title = "Handbook of Tides"
edition = "3.1"
language = "en"
licence = "CC0-1.0"
about = "A book about water, for tests."
start = "harbour"

[source]
title = "On Tides"
citation = "Doe J. On Tides. 2001."

[source.pinpoints]
"Body" = "1-9"
"References" = "1-1"

[[parts]]
folder = "guide"
title = "Guide"
order = ["harbour", "currents"]

[[parts]]
folder = "figures"
title = "Figures"

[[parts]]
id = "works"
title = "Works cited"
works = "works.json"

[[parts]]
id = "glossary"
title = "Glossary"
terms = "terms.csv"
"""
_CATCH_PAGE = """---
id: catch-page
title: The catch
kind: statistic
pinpoints: Body 3
---
Here is the catch of four years [Body 3].

{{chart catch}}

{{table catch}}
"""
_TERMS = (
    "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
    "ebb,ebb,отлив,қайту,,,,,,harbour,The water going out.\n"
)
_WORK = {
    "id": "doe-2001", "type": "book", "title": "On Tides", "author": [{"family": "Doe", "given": "J."}],
    "issued": {"date-parts": [[2001]]}, "custom": {"number": 1, "cited": "Body 1", "about": "It is cited once."},
}  # fmt: skip


def picture() -> bytes:
    """A picture of one colour, 30 by 20."""
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(PICTURE)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def pack_files() -> dict[str, str]:
    rows = "".join(f"{year},{value}\n" for year, value in CATCH.items())
    return {
        "pack.toml": _PACK,
        "guide/harbour.md": HARBOUR,
        "guide/currents.md": CURRENTS,
        "figures/catch-page.md": _CATCH_PAGE,
        "figures/catch.csv": f"year,value\n{rows}",
        "figures/catch.toml": 'title = "Catch of herring"\nunit = "barrels"\npinpoints = "Body 3"\nstated_total = 6000\n',
        "works.json": json.dumps([_WORK]),
        "terms.csv": _TERMS,
    }


def rewrite(folder: Path, old: str, new: str) -> None:
    """Replaces a text that stands in one file of a folder."""
    (changed,) = (path for path in folder.rglob("*.md") if old in path.read_text("utf-8"))
    changed.write_text(changed.read_text("utf-8").replace(old, new), "utf-8")
