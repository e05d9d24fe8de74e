"""Pictures of a pack: whether one can be shown, and why not."""

import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kzref.pack.files.reading import IS_A_LINK, UnreadableSourceError, open_source, passes_link, read_source_bytes

LARGEST_PICTURE = 8 * 1024 * 1024
_MOST_PIXELS = 64 * 1024 * 1024
"""Of four bytes each: Qt gives no picture more memory than 256 MB."""
_MOST_CHUNKS = 20_000
"""Pieces that a picture is looked through for."""
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_CUT_SHORT = "is a picture that is cut short"

_Size = tuple[int, int]


def picture_problem(folder: Path, path: str) -> str:
    """Return why a file of the pack is not shown as a picture, to go after its name; empty if it is.

    path: relative to the folder. Only the head of the file is read.
    """
    if passes_link(folder, path):
        return IS_A_LINK
    if not os.path.lexists(folder / path):
        return "is not a file of the folder"
    try:
        with open_source(folder / path, LARGEST_PICTURE) as file:
            return _content_problem(file)
    except UnreadableSourceError as error:
        return str(error).removesuffix(" and is left out")
    except OSError as error:
        return f"cannot be read: {error.strerror or error}"
    except (struct.error, IndexError):
        return _CUT_SHORT


def read_picture(folder: Path, path: str) -> bytes | None:
    """Return the bytes of a picture of the pack; None if it is not shown."""
    if picture_problem(folder, path):
        return None
    try:
        return read_source_bytes(folder / path, LARGEST_PICTURE)
    except UnreadableSourceError:
        return None


def _content_problem(file: BinaryIO) -> str:
    head = file.read(32)
    size_of = _size_reader(head)
    if size_of is None:
        return "is not a PNG, JPEG, GIF or WebP picture"
    size = size_of(file, head)
    if size is None:
        return _CUT_SHORT
    width, height = size
    if not width or not height or width * height > _MOST_PIXELS:
        return f"has {width} × {height} pixels; {_MOST_PIXELS >> 20} million are shown"
    return ""


def _size_reader(head: bytes) -> Callable[[BinaryIO, bytes], _Size | None] | None:
    """What reads the size of a picture in pixels: it answers None where the picture is cut short."""
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png
    if head.startswith(b"\xff\xd8\xff"):
        return _jpeg
    if head.startswith((b"GIF87a", b"GIF89a")):
        return lambda _file, head: struct.unpack_from("<HH", head, 6)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return _webp
    return None


def _png(file: BinaryIO, head: bytes) -> _Size | None:
    """Goes from chunk to chunk: the last is IEND."""
    width, height = struct.unpack_from(">II", head, 16)
    at, end = 8, os.fstat(file.fileno()).st_size
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        at += length + 12
        if name == b"IEND":
            return (width, height) if at <= end else None
    return None


def _jpeg(file: BinaryIO, _head: bytes) -> _Size | None:
    """Goes from segment to segment up to the one that has the size."""
    at = 2
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        mark, kind, length = struct.unpack(">BBH", file.read(4))
        if mark != 0xFF:
            return None
        if kind in _JPEG_SIZES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        # A mark may have any number of fillers before it.
        at += 1 if kind == 0xFF else length + 2
    return None


def _webp(file: BinaryIO, head: bytes) -> _Size | None:
    (length,) = struct.unpack_from("<I", head, 4)
    if length + 8 > os.fstat(file.fileno()).st_size:
        return None
    form = head[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(head[24:27], "little"), 1 + int.from_bytes(head[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(head[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack_from("<HH", head, 26)
    return width & 0x3FFF, height & 0x3FFF
