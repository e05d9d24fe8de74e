"""The icons for Windows and macOS. Both formats contain PNG files, so that no picture library is needed."""

import struct
from pathlib import Path

_ICNS = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08"}
"""Apple's names of the sizes in pixels."""


def _png_files(icons: Path, sizes: tuple[int, ...]) -> list[tuple[int, bytes]]:
    return [(size, (icons / f"kzref-{size}.png").read_bytes()) for size in sizes]


def write_ico(icons: Path, target: Path) -> Path:
    """Write the icon for Windows and return its path."""
    pictures = _png_files(icons, (16, 32, 48, 64, 256))
    offset = 6 + 16 * len(pictures)
    head, body = struct.pack("<HHH", 0, 1, len(pictures)), b""
    for size, data in pictures:
        side = size % 256  # 256 is written as 0
        head += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(data), offset + len(body))
        body += data
    return _write(target, head + body)


def write_icns(icons: Path, target: Path) -> Path:
    """Write the icon for macOS and return its path."""
    chunks = b"".join(
        _ICNS[size] + struct.pack(">I", 8 + len(data)) + data for size, data in _png_files(icons, tuple(_ICNS))
    )
    return _write(target, b"icns" + struct.pack(">I", 8 + len(chunks)) + chunks)


def _write(target: Path, data: bytes) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    return target
