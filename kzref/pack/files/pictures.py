"""Pictures of a pack: check that they can be shown, by the head of the file, and read them."""

import os
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from kzref.messages.message import Message, message
from kzref.pack.files.reading import UnreadableSourceError, open_source, passes_link, read_source_bytes

LARGEST_PICTURE = 8 * 1024 * 1024
_MOST_PIXELS = 64 * 1024 * 1024
"""Of four bytes each: Qt gives no picture more memory than 256 MB."""
_MOST_CHUNKS = 20_000
"""Chunks or segments of a picture that are read at most."""
_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}

_Size = tuple[int, int]


def picture_problem(folder: Path, path: str) -> Message | None:
    """Return why a file of the pack is not shown as a picture, to go after its name; None if it is shown.

    path: relative to the folder. Only the head of the file is read.
    """
    if passes_link(folder, path):
        return message("file.is_link")
    if not os.path.lexists(folder / path):
        return message("image.not_in_folder")
    try:
        with open_source(folder / path, LARGEST_PICTURE) as file:
            return _content_problem(file)
    except UnreadableSourceError as error:
        return error.reason
    except OSError as error:
        return message("file.cannot_be_read", reason=error.strerror or error)
    except (struct.error, IndexError):
        return message("image.cut_short")


def read_picture(folder: Path, path: str) -> bytes | None:
    """Return the bytes of a picture of the pack; None if it is not shown."""
    if picture_problem(folder, path):
        return None
    try:
        return read_source_bytes(folder / path, LARGEST_PICTURE)
    except UnreadableSourceError:
        return None


def _content_problem(file: BinaryIO) -> Message | None:
    head = file.read(32)
    size_of = _size_reader(head)
    if size_of is None:
        return message("image.not_a_picture")
    size = size_of(file, head)
    if size is None:
        return message("image.cut_short")
    width, height = size
    if not width or not height or width * height > _MOST_PIXELS:
        return message("image.size", width=width, height=height, limit=_MOST_PIXELS >> 20)
    return None


def _size_reader(head: bytes) -> Callable[[BinaryIO, bytes], _Size | None] | None:
    """Return the function that reads the size of a picture, None if cut short, by its first bytes; None if unknown."""
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
    """Read the size from the first chunk, and go from chunk to chunk up to the last, IEND."""
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
    """Go from segment to segment up to the one that has the size."""
    at = 2
    for _ in range(_MOST_CHUNKS):
        file.seek(at)
        mark, kind, length = struct.unpack(">BBH", file.read(4))
        if mark != 0xFF:
            return None
        if kind in _JPEG_SIZES:
            height, width = struct.unpack(">xHH", file.read(5))
            return width, height
        # A marker may have any number of fill bytes before it.
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
