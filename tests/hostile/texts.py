"""Markdown and noise that breaks readers: nested, unclosed, endless, escaped, in every encoding."""

import random
from collections.abc import Callable

Maker = Callable[[random.Random], bytes]

_PIECES = (
    ">", "> ", ">>", "- ", "* ", "1. ", "999999999. ", "1) ", "\t", "    ", "  ", "#", "# ", "###### ", "=", "---", "***", "```",
    "~~~", "`", "``", "|", "|-|", "| a | b |", ":", ": ", "[", "]", "(", ")", "](", "![", "[^1]", "[^1]: ", "[a]: ", "[a]", "<", ">",
    "<table>", "<tr>", "<td>", "</td>", "<div>", "</div>", "<blockquote>", "<ul>", "<li>", "<b>", "<i>", "<a href='x'>", "<!--",
    "-->", "<![CDATA[", "<?", "<script>", "<style>", "<img src=x onerror=y>", "<iframe>", "<svg>", "&", "&amp;", "&#27;", "&#x1b;",
    "&#0;", "&lt;", "&nbsp;", "\\", "\\\\", "*", "**", "_", "__", "~~", "!!! note\n    ", "!!! outside\n    ", "??? tip\n", "{{", "}}",
    "{{s:first}}", "{{chart s}}", "{{table s}}", "{#id}", "{: .x}", "[@a]", "[@doe]", "[Body 1]", "[Body 1-4; References 2]",
    "http://x.y/", "javascript:alert(1)", "file:///etc/passwd", "kzref:good", "kzref://good#x", "\x1b[31m", "\x07", "\x00", "\u202e",
    "\u2028", "\ufeff", "\ud7ff", "🏛", "é", "статья ", "مادة ", "刑法", "word ", "\n", "\n\n", " ", "0", "1",
)  # fmt: skip


def _repeated(dice: random.Random) -> bytes:
    """One piece over and over, with or without text at the end."""
    piece = dice.choice(_PIECES)
    count = dice.choice((10, 30, 300, 3000, 30_000))
    joint = dice.choice(("", "", " ", "\n", "\n\n"))
    return f"# Title\n\n{joint.join([piece] * min(count, 90_000 // (len(piece) + 1)))} x\n".encode(errors="replace")


def _cycled(dice: random.Random) -> bytes:
    """A few pieces in turn, over and over."""
    pieces = "".join(dice.choice(_PIECES) for _ in range(dice.randint(2, 4)))
    return (pieces * (dice.choice((2000, 20_000, 90_000)) // len(pieces))).encode(errors="replace")


def _grown(dice: random.Random) -> bytes:
    """Lines that each repeat a piece once more than the one before."""
    piece = dice.choice(_PIECES)
    rows, size = [], 0
    while size < dice.choice((5000, 50_000, 95_000)):
        rows.append(piece * (len(rows) + 1))
        size += len(rows[-1]) + 1
    return "\n".join(rows).encode(errors="replace")


def _nested(dice: random.Random) -> bytes:
    """Blocks in blocks, each line a level deeper."""
    mark = dice.choice(
        (
            "> ",
            "- ",
            "1. ",
            "!!! note\n",
            "* > ",
            "> - ",
            "<table><tr><td>",
            "<ul><li>",
            "<div>",
            "<blockquote>",
            "<b><i>",
        )
    )
    depth = dice.choice((8, 16, 30, 100, 1000))
    if mark.startswith("<"):
        return (mark * depth + " deep\n").encode()
    if mark.startswith("!"):
        return "".join("    " * level + mark for level in range(min(depth, 200))).encode() + b"\ntext\n"
    return ("\n".join(mark * level + "x" for level in range(1, min(depth, 300))) + "\n" + mark * depth + "x\n").encode()


def _scattered(dice: random.Random) -> bytes:
    """Pieces drawn at random."""
    return "".join(dice.choice(_PIECES) for _ in range(dice.choice((50, 1000, 15_000)))).encode(errors="replace")


def _long(dice: random.Random) -> bytes:
    """Words, lines, headings, tables and lists that do not end."""
    size = dice.choice((5000, 50_000, 95_000))
    return dice.choice(
        (
            "w" * size,
            "word " * (size // 5),
            "# " + "heading " * (size // 8),
            "# " + "h" * size,
            "я" * (size // 2),
            "w" * size + "\n" + "=" * 10,
            "| a | b |\n|---|---|\n" + "| 1 | 2 |\n" * (size // 10),
            "|" + " a |" * (size // 8) + "\n|" + "-|" * (size // 8) + "\n|" + " 1 |" * (size // 8),
            "- item\n" * (size // 7),
            "term\n: meaning\n\n" * (size // 16),
            "```\n" + "c" * size + "\n```",
            "```\n" + "line\n" * (size // 5) + "```",
            "## Same\n\n" * (size // 9),
            "[^{0}]: note\n\n" * (size // 12),
            "![p](x.png)\n" * (size // 12),
            "[a](b.md) " * (size // 10),
            "[Body 1] " * (size // 9),
            "<http://a.b/" + "c" * size + ">",
            "\n" * size,
            " " * size + "x",
            "\t" * size + "x",
        )
    ).encode()


def _front(dice: random.Random) -> bytes:
    """Blocks of fields that are broken, deep, typed, aliased or escaped."""
    block = dice.choice(
        (
            "title: [" + "[" * 3000,
            "title: {a: " * 2000,
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
            "title: !!python/object/apply:os.system [id]",
            'title: "\\e[31mred\\a"',
            'title: "\\ud800"\n' + "x: [a]\n" * 1200,
            "title: " + "t" * 50_000,
            "".join(f"field{n}: x\n" for n in range(4000)),
            "id: ../../etc\nkind: act\ntitle: x",
            "id: [a]\ntitle: {b: c}\nkind: 5\nyears: 99999999-0\npinpoints: {}\nsee: 7\nterms: [[x]]",
            "years: 0001-9999",
            "years: [" + "2001-2999, " * 3000 + "1]",
            "titles: {ru: [1], kk: {a: b}}",
            "title: a\ntitle: b",
            "\x00: \x01",
            "? [complex]\n: key",
            "language: '\\x1b'\ntitle: |\n  two\n  lines",
            "see: [" + ", ".join(["good"] * 5000) + "]",
        )
    )
    end = dice.choice(("---", "...", "", "---\n---"))
    return f"---\n{block}\n{end}\n# Text\n\nbelow\n".encode(errors="replace")


def _noise(dice: random.Random) -> bytes:
    return dice.randbytes(dice.choice((0, 1, 100, 60_000)))


def _encoded(dice: random.Random) -> bytes:
    text = "# Статья 1\n\nТекст статьи, état, ş.\n" * dice.choice((1, 500))
    return text.encode(
        dice.choice(("cp1251", "koi8-r", "utf-16", "utf-16-be", "utf-32", "utf-8-sig", "cp866")), "replace"
    )


def _mixed(dice: random.Random) -> bytes:
    return b"".join(dice.choice(MARKDOWN)(dice)[: dice.randint(1, 20_000)] for _ in range(4))


MARKDOWN: tuple[Maker, ...] = (_repeated, _cycled, _grown, _nested, _scattered, _long, _front)
NOISE: tuple[Maker, ...] = (_noise, _encoded, _mixed)
