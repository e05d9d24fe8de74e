"""Hostile folders, made of a seed: one good page beside files that strangers, accidents and tools of every sort leave.

python tests/hostile/folders.py SEED FOLDER    makes one, to look at
"""

import os
import random
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from data_files import PACK_FILES
from texts import MARKDOWN, NOISE

GOOD = "good.md"
WORD = "quokka"
"""A word that stands in the good page alone."""
GOOD_PAGE = f"# The good page\n\nThe {WORD} is read whatever stands beside it.\n"
LARGEST = 100_000
"""Bytes of one file."""
_NAMES = (
    "page.md", "PAGE.MD", "a b.md", "a%20b.md", "[x].md", "{y}.md", "-o.md", "--help.md", "~.md", "con.md", "a\nb.md",
    "\x1b[31mred.md", "\u202ecod.md", "я" * 100 + ".md", "n" * 250 + ".md", "a:b.md", "a#b.md", "a?b.md", "'.md", '".md',
    "$(x).md", "*.md", "%s%n.md", "index.md", "README.md", ".md", "..md", "a.md.md", "ﬁ.md", "é.md", "e\u0301.md", "\u200b.md",
)  # fmt: skip
_BYTES = (b"\xff\xfe.md", b"caf\xe9.md", b"\x80\x81\x82.md", b"a\x7fb.md")
Maker = Callable[[random.Random], bytes]


def make_folder(seed: int, folder: Path) -> None:
    """Fill a new folder with the good page and some hostile files, in all at most about a megabyte."""
    dice = random.Random(seed)
    folder.mkdir(parents=True)
    (folder / GOOD).write_text(GOOD_PAGE, "utf-8")
    for _ in range(dice.randint(1, 6)):
        dice.choice((_text, _text, _text, _named, _odd, _tree))(dice, folder)
    if dice.random() < 0.5:
        _pack(dice, folder)


def _write(file: Path, data: bytes) -> None:
    # A name that is taken by another kind of file is left to it.
    if not os.path.lexists(file):
        file.write_bytes(data[:LARGEST])


def _text(dice: random.Random, folder: Path) -> None:
    _write(folder / f"text-{dice.randint(0, 99)}.md", dice.choice((*MARKDOWN, *MARKDOWN, *NOISE))(dice))


def _named(dice: random.Random, folder: Path) -> None:
    data = dice.choice((*MARKDOWN, *NOISE))(dice)[:2000]
    if dice.random() < 0.2:
        _write(Path(os.fsdecode(os.fsencode(folder) + b"/" + dice.choice(_BYTES))), data)
    else:
        _write(folder / dice.choice(_NAMES), data)


def _odd(dice: random.Random, folder: Path) -> None:
    """What is no file, no folder, or not to be read."""
    name = folder / f"odd-{dice.randint(0, 9)}{dice.choice(('.md', '.csv', '.toml', '.json', '.png', ''))}"
    if os.path.lexists(name):
        return
    dice.choice((_fifo, _socket, _link, _loop, _directory, _unreadable, _aged, _picture))(dice, name)


def _fifo(_dice: random.Random, name: Path) -> None:
    os.mkfifo(name)


def _socket(_dice: random.Random, name: Path) -> None:
    with socket.socket(socket.AF_UNIX) as door:
        try:
            door.bind(str(name))
        except OSError:  # the path is too long for a socket
            os.mkfifo(name)


def _link(dice: random.Random, name: Path) -> None:
    name.symlink_to(dice.choice(("/etc/passwd", "nowhere", "..", "/dev/zero", GOOD, "/proc/self/environ")))


def _loop(_dice: random.Random, name: Path) -> None:
    name.symlink_to(name.name)


def _directory(_dice: random.Random, name: Path) -> None:
    name.mkdir()


def _unreadable(_dice: random.Random, name: Path) -> None:
    name.write_text("secret", "utf-8")
    name.chmod(0)


def _aged(dice: random.Random, name: Path) -> None:
    name.write_text("# Old\n", "utf-8")
    when = dice.choice((0, -3_000_000_000, 10_400_000_000, 253_402_300_799))
    os.utime(name, (when, when))


def _picture(dice: random.Random, name: Path) -> None:
    head = dice.choice((b"\x89PNG\r\n\x1a\n", b"GIF89a\xff\xff\xff\xff", b"\xff\xd8\xff\xe0", b"RIFF\0\0\0\0WEBP"))
    picture = name.with_name("picture.png")
    if not picture.exists():
        picture.write_bytes(head + dice.randbytes(dice.randint(0, 3000)))
    _write(
        name.with_suffix(".md"), b"![shown](picture.png)\n\n![gone](" + b"p" * dice.choice((5, 300, 5000)) + b".png)\n"
    )


def _tree(dice: random.Random, folder: Path) -> None:
    """Folders in folders, or many files."""
    if dice.random() < 0.5:
        within = folder
        for _ in range(dice.choice((3, 40, 120))):
            within = within / dice.choice(("d", "sub folder", "ё"))
            if len(os.fsencode(within)) > 3500:
                break
        within.mkdir(parents=True, exist_ok=True)
        _write(within / "leaf.md", b"# Leaf\n\n[up](../../../../../../../../../../etc/passwd)\n")
    else:
        many = folder / "many"
        many.mkdir(exist_ok=True)
        for number in range(dice.choice((10, 200))):
            _write(many / f"{number}.md", b"# Many\n\n## Many\n\ntext\n")


def _pack(dice: random.Random, folder: Path) -> None:
    for name, makers in PACK_FILES.items():
        if dice.random() < 0.8:
            _write(folder / name, dice.choice(makers)(dice))


if __name__ == "__main__":
    make_folder(int(sys.argv[1]), Path(sys.argv[2]))
