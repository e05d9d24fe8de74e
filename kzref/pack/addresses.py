"""Addresses: the stable ASCII names of sections, such as criminal-policy/goal."""

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

# BGN/PCGN-like, kept to one or two letters so that addresses stay short; Kazakh letters by their nearest sound.
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёәғқңөұүһі",
        ("a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya e a g q n o u u h i").split(),  # noqa: SIM905
        strict=True,
    )
)


def parse_address(text: str) -> Address:
    """The address that the text names, with or without the scheme; AddressError if it cannot be one."""
    bare = text.strip().lower().removeprefix("kzref://").removeprefix(SCHEME).strip("/")
    if len(bare) > LONGEST or not _ADDRESS.fullmatch(bare):
        raise AddressError(text)
    return Address(bare)


def parse_name(text: str) -> str:
    """The one part of an address that the text is, in lower case; AddressError if it is none."""
    address = parse_address(text)
    if "/" in address or address != text.strip().lower():
        raise AddressError(text)
    return address


def slug(text: str, longest: int = 60) -> str:
    """ASCII name made of a heading or file name, such as 'the-goal'.

    Of a script that is not spelled in Latin letters here it is a checksum such as 'x1a2b3c4d', so that it stays when
    another heading is put before it; 'section' where there are neither letters nor digits.
    """
    spelled = "".join(_CYRILLIC.get(c, c) for c in unicodedata.normalize("NFC", text).lower())
    plain = unicodedata.normalize("NFKD", spelled.replace("_", "").replace("ß", "ss"))
    # A dash or a quotation mark parts words; an accent or a letter of another script is passed over in one.
    parted = "".join(c if c.isalnum() or unicodedata.combining(c) else " " for c in plain)
    words = re.findall(r"[a-z0-9]+", parted.encode("ascii", "ignore").decode())
    made = ""
    for word in words:
        if made and len(made) + 1 + len(word) > longest:
            break
        made = f"{made}-{word}" if made else word[:longest]
    left = "".join(parted.split())
    return made or (f"x{zlib.crc32(left.encode()):08x}" if left else "section")


def join(parent: Address | str, name: str) -> Address:
    """The address of what is called name below the parent."""
    return within_limit(f"{parent}/{name}" if parent else name)


def within_limit(made: str) -> Address:
    """An address that can be opened: the middle of one that is too long is replaced by its checksum."""
    if len(made) <= LONGEST:
        return Address(made)
    kept = LONGEST // 2 - 10
    return Address(f"{made[:kept].rstrip('/._-')}-{zlib.crc32(made.encode()):08x}-{made[-kept:].lstrip('/._-')}")


def is_external(target: str) -> bool:
    """Whether a link leaves the machine: the reader is asked before the system's browser opens it."""
    return target.lower().startswith(("http://", "https://", "mailto:"))


def nearest_addresses(text: str, known: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """The known addresses that look most like the text."""
    import difflib

    wanted = slug(text.rsplit("/", 1)[-1])
    known = list(known)
    whole = difflib.get_close_matches(text.lower()[:LONGEST], known, limit, 0.6)
    begins = [a for a in known if a.rsplit("/", 1)[-1].startswith(f"{wanted}-")] if wanted != "section" else []
    tails = {address.rsplit("/", 1)[-1]: address for address in reversed(known)}
    by_tail = [tails[tail] for tail in difflib.get_close_matches(wanted, tails, limit, 0.6)]
    inside = [address for address in known if wanted in address] if len(wanted) > 2 else []
    return tuple(dict.fromkeys([*begins, *whole, *by_tail, *inside]))[:limit]
