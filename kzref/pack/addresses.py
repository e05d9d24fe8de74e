"""Addresses: the stable ASCII names of sections, such as criminal-policy/goal; how they are made and parsed."""

import re
import unicodedata
import zlib
from collections.abc import Iterable
from typing import NewType

from kzref.errors import AddressError

Address = NewType("Address", str)
"""Lower-case parts of letters, digits, dots, underscores and hyphens, joined by slashes."""

SCHEME = "kzref:"
LONGEST = 300
_PART = r"[a-z0-9][a-z0-9._-]*"
_ADDRESS = re.compile(rf"{_PART}(?:/{_PART})*")

# Close to BGN/PCGN, but short; Kazakh letters by the nearest sound.
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі",
        ("a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya e a g q n o u u h i").split(),  # noqa: SIM905
        strict=True,
    )
)


def parse_address(text: str) -> Address:
    """Return the address that a text names, with or without the scheme. Raise AddressError if it is malformed."""
    bare = text.strip().lower().removeprefix("kzref://").removeprefix(SCHEME).strip("/")
    if len(bare) > LONGEST or not _ADDRESS.fullmatch(bare):
        raise AddressError(text)
    return Address(bare)


def parse_name(text: str) -> str:
    """Return a text that is one part of an address. Raise AddressError for anything else."""
    address = parse_address(text)
    if "/" in address or address != text.strip().lower():
        raise AddressError(text)
    return address


def slug(text: str, longest: int = 60) -> str:
    """Return an ASCII name made of a heading or file name, such as 'the-goal'.

    Text of a script that is not transliterated becomes a checksum such as 'x1a2b3c4d', so that the name stays when
    another heading is inserted before it; text without letters and digits becomes 'section'.
    """
    spelled = "".join(_CYRILLIC.get(c, c) for c in unicodedata.normalize("NFC", text).lower())
    plain = unicodedata.normalize("NFKD", spelled.replace("_", "").replace("ß", "ss"))
    # A dash or a quotation mark ends a word; an accent or a letter of another script within a word is dropped.
    separated = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in plain)
    words = re.findall(r"[a-z0-9]+", separated.encode("ascii", "ignore").decode())
    name = ""
    for word in words:
        if name and len(name) + 1 + len(word) > longest:
            break
        name = f"{name}-{word}" if name else word[:longest]
    rest = "".join(separated.split())
    return name or (f"x{zlib.crc32(rest.encode()):08x}" if rest else "section")


def join(parent: Address | str, name: str) -> Address:
    """Return the address of a name below a parent."""
    return within_limit(f"{parent}/{name}" if parent else name)


def within_limit(text: str) -> Address:
    """Return an address of a permitted length: the middle of one that is too long is replaced by its checksum."""
    if len(text) <= LONGEST:
        return Address(text)
    half = LONGEST // 2 - 10
    return Address(f"{text[:half].rstrip('/._-')}-{zlib.crc32(text.encode()):08x}-{text[-half:].lstrip('/._-')}")


class UniqueAddresses:
    """Gives out each address once: one that is taken gets a number, such as 'goal-2'."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}
        """How often an address was asked for, so that many equal headings are not counted from 1 each time."""

    def take(self, wanted: str) -> tuple[Address, bool]:
        """Return the address, or the first free one with a number; and whether it was free itself."""
        address, count = Address(wanted), self._counts.get(wanted, 1)
        while address in self._taken:
            count += 1
            address = within_limit(f"{wanted}-{count}")
        self._counts[wanted] = count
        self._taken.add(address)
        return address, count == 1


def is_external(target: str) -> bool:
    """Return whether a link leads out of the machine: the reader is asked before the browser opens it."""
    return target.lower().startswith(("http://", "https://", "mailto:"))


def nearest_addresses(text: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """Return the known addresses most similar to a text, at most `limit`."""
    import difflib

    wanted = slug(text.rsplit("/", 1)[-1])
    known = list(known)
    whole = difflib.get_close_matches(text.lower()[:LONGEST], known, limit, 0.6)
    begins = [a for a in known if a.rsplit("/", 1)[-1].startswith(f"{wanted}-")] if wanted != "section" else []
    tails = {address.rsplit("/", 1)[-1]: address for address in reversed(known)}
    by_tail = [tails[tail] for tail in difflib.get_close_matches(wanted, tails, limit, 0.6)]
    inside = [address for address in known if wanted in address] if len(wanted) > 2 else []
    return tuple(dict.fromkeys([*begins, *whole, *by_tail, *inside]))[:limit]
