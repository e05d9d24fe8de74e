"""Descriptions, works, terms and series that are broken in one place, or everywhere."""

import json
import random
from collections.abc import Callable

Maker = Callable[[random.Random], bytes]

_PACK = """
id = "p"
title = "Pack"
edition = "1"
language = "en"
licence = "CC0-1.0"
about = "A pack."
start = "good"
kinds = ["act"]

[source]
title = "Source"
citation = "Source. 2001."

[source.pinpoints]
"Body" = "1-4"
"References" = "1-2"

[[parts]]
folder = "."
title = "Texts"

[[parts]]
id = "works"
title = "Works"
works = "works.json"

[[parts]]
id = "terms"
title = "Terms"
terms = "terms.csv"
"""
_VALUES = (
    "5", "-1", "1e999", "nan", "inf", "true", "[]", "{}", "[[]]", "{a = 1}", '""', '"\\u001b[31m"', '"\\u0000"', '"../../etc"',
    '"/etc/passwd"', '"a\\nb"', '"\\U0010ffff"', "1979-05-27T07:32:00Z", "9" * 6000, "[" * 3000, '"' + "x" * 50_000 + '"',
    "'''", '"\\ud800"', "0x" + "f" * 5000, '"works.json"', '"odd-1.json"', '"1-99999999"', '"9999999999-1"', '["a", 5, []]',
)  # fmt: skip


def _changed_pack(dice: random.Random) -> bytes:
    """The description with one value replaced."""
    rows = _PACK.strip().split("\n")
    at = dice.choice([number for number, row in enumerate(rows) if "=" in row])
    rows[at] = rows[at].partition("=")[0] + "= " + dice.choice(_VALUES)
    return "\n".join(rows).encode()


def _grown_pack(dice: random.Random) -> bytes:
    """The description with much added."""
    count = dice.choice((10, 1000, 4000))
    return (
        _PACK.encode()
        + dice.choice(
            (
                "".join(f'unknown{n} = "x"\n' for n in range(count)),
                "".join(f'[[parts]]\nfolder = "f{n}"\ntitle = "t"\n' for n in range(count // 2)),
                '[[parts]]\nid = "works"\ntitle = "Again"\nworks = "works.json"\n' * 3,
                '[[parts]]\nid = "terms2"\ntitle = "Again"\nterms = "terms.csv"\n' * 3,
                "[a" + ".a" * count + "]\n",
                "x = " + "[" * count,
                "\x00",
                "title = 'twice'\n",
            )
        ).encode()
    )


def _plain_pack(_dice: random.Random) -> bytes:
    return _PACK.encode()


def _bom_pack(_dice: random.Random) -> bytes:
    return b"\xef\xbb\xbf" + _PACK.encode()


def _noise(dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice((0, 50, 20_000)))


_WORK = {
    "id": "doe", "type": "book", "title": "A book", "author": [{"family": "Doe", "given": "J."}],
    "issued": {"date-parts": [[2001]]}, "publisher": "P", "custom": {"number": 1, "cited": "Body 1", "about": "A work."},
}  # fmt: skip
_JSON = (
    None, True, 5, -1, 1e308, [], {}, [[]], "", "\x1b[31m", "../../a", "A B!", "\u202e", "x" * 50_000, [[[[[5]]]]], {"a": {"b": 1}},
    {"date-parts": [[]]}, {"date-parts": [["2001"]]}, {"date-parts": [[99999999999]]}, [{"family": 5}], "a\nb",
)  # fmt: skip


def _works(dice: random.Random) -> bytes:
    works = [dict(_WORK, id=f"w{number}") for number in range(dice.choice((1, 3, 100)))]
    work = dice.choice(works)
    work[dice.choice((*_WORK, "URL", "page", "volume", "unknown"))] = dice.choice(_JSON)
    text = json.dumps(works)
    return dice.choice(
        (
            text,
            text,
            text,
            text.replace('"2001"', "1e999"),
            text + text,
            text[:-5],
            "[" * 50_000,
            '[{"id": "\\ud800"}]',
            "9" * 50_000,
            "Infinity",
            '{"a": 1}',
        )
    ).encode()


def _terms(dice: random.Random) -> bytes:
    head = "id,en,ru,kk,en_other,ru_other,kk_other,abbreviations,read_in,entry,about\n"
    rows = [f"t{n},term {n},термин {n},термин {n},,,,,,," for n in range(dice.choice((1, 20, 500)))]
    rows[dice.randrange(len(rows))] = dice.choice(
        (
            "../../a,x,y,z,,,,", "A B!,x,y,z,,,,", "\u202e,x,y,z,,,,", "t0,again,y,z,,,,", ",,,,,,,", "t,\x1b[31mx,y,z,,,,",
            "t," + "x" * 80_000 + ",y,z,,,,", '"unclosed', "a,b", "a," * 2000, 't,"two\nlines",y,z,,,,', "\x00,x,y,z,,,,", "t,x,y,z,,nowhere,,",
        )
    )  # fmt: skip
    return dice.choice((head, head, "", "a,b\n", head * 2)).encode() + "\n".join(rows).encode()


def _series_csv(dice: random.Random) -> bytes:
    value = dice.choice(
        (
            "1e40",
            "1e999999",
            "1e-999999",
            "nan",
            "-inf",
            "",
            "x",
            "9" * 5000,
            "0." + "1" * 5000,
            "1,2,3",
            "\x1b",
            "0",
            "-5",
        )
    )
    rows = [f"{year},{year}" for year in range(2001, 2001 + dice.choice((1, 10, 3000)))]
    rows[dice.randrange(len(rows))] = f"{dice.choice(('2001', '1', 'x', '-4', '99999'))},{value}"
    return (dice.choice(("year,value\n", "label,value\n", "", "value\n")) + "\n".join(rows)).encode()


def _series_toml(dice: random.Random) -> bytes:
    rows = [
        'title = "S"',
        'unit = "u"',
        'period = "2001-2010"',
        'source = "s"',
        'form = "bars"',
        "stated_total = 5",
        'pinpoints = "Body 1"',
    ]
    at = dice.randrange(len(rows))
    rows[at] = rows[at].partition("=")[0] + "= " + dice.choice(_VALUES)
    return "\n".join(rows).encode()


def _manifest(dice: random.Random) -> bytes:
    return dice.choice(
        (
            b"",
            b"zz  good.md\n",
            b"0" * 64 + b"  ../../etc/passwd\n",
            b"0" * 64 + b"  \x1b[31m\n",
            dice.randbytes(5000),
            b"0" * 90_000,
        )
    )


PACK_FILES: dict[str, tuple[Maker, ...]] = {
    "pack.toml": (_changed_pack, _changed_pack, _grown_pack, _plain_pack, _bom_pack, _noise),
    "works.json": (_works, _works, _noise),
    "terms.csv": (_terms, _terms, _noise),
    "s.csv": (_series_csv, _series_csv, _noise),
    "s.toml": (_series_toml, _series_toml, _noise),
    "MANIFEST": (_manifest,),
}
