"""What a link of a passage leads to; never out of the pack."""

import posixpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kzref.pack.addresses import Address
from kzref.pack.markdown.references import find_references, resolve_file, resolve_link
from kzref.pack.pinpoints import PinpointScheme

ADDRESSES = {
    "index.md": Address("home"),
    "law/code.md": Address("law/code"),
    "law/README.md": Address("law"),
    "law/old code.md": Address("law/old-code"),
    "other.markdown": Address("other"),
}
HERE, ROOT = "law/code.md", Address("law/code")


@pytest.mark.parametrize(
    ("target", "address"),
    [
        ("kzref:law/code", "law/code"),
        ("kzref://law/code/", "law/code"),
        ("KZREF:law", None),
        ("#Part One", "law/code/part-one"),
        ("#", None),
        ("../index.md", "home"),
        ("../index", "home"),
        ("/index.md", "home"),
        ("../law", "law"),
        ("old%20code.md", "law/old-code"),
        ("../index.md#Part One", "home/part-one"),
        ("../../index.md", None),
        ("nowhere.md", None),
        ("..\\index.md", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("%00", None),
    ],
)
def test_a_link_leads_to_an_address_or_nowhere(target: str, address: str | None) -> None:
    found = resolve_link(target, HERE, ROOT, ADDRESSES)
    if target.startswith("KZREF"):
        # The scheme is read in any case; whether the address is then found is the same question as for 'kzref:'.
        assert found in (None, "law")
    else:
        assert found == address


@pytest.mark.parametrize(
    ("target", "file"),
    [
        ("a.png", "law/a.png"),
        ("../a.png", "a.png"),
        ("./b/../a.png", "law/a.png"),
        ("a.png?x=1", "law/a.png"),
        ("my%20picture.png", "law/my picture.png"),
        ("../../etc/passwd", None),
        ("..%2f..%2fetc/passwd", None),
        ("%2e%2e/%2e%2e/etc/passwd", None),
        ("/etc/passwd", None),
        ("\\\\server\\share", None),
        ("C:/x.png", None),
        ("file:///etc/passwd", None),
        ("data:image/png;base64,AAAA", None),
        ("http://a.kz/a.png", None),
        ("//a.kz/a.png", None),
        ("a%00.png", None),
        ("a%5c..%5cb.png", None),
    ],
)
def test_an_image_is_a_file_of_the_pack_or_none(target: str, file: str | None) -> None:
    assert resolve_file(target, HERE) == file


@given(st.text(alphabet="ab./\\%2eEfF:#?\0~ ", max_size=30) | st.text())
def test_no_image_leads_out_of_the_pack(target: str) -> None:
    file = resolve_file(target, HERE)
    if file is not None:
        inside = posixpath.normpath(posixpath.join("/pack", file))
        assert inside.startswith("/pack/")
        assert ".." not in file.split("/")
        assert "\\" not in file


@given(st.text(alphabet="ab./\\%2e:#kzref", max_size=30) | st.text())
def test_a_link_leads_to_a_place_of_the_pack_or_nowhere(target: str) -> None:
    found = resolve_link(target, HERE, ROOT, ADDRESSES)
    assert found is None or found.isascii()


def test_every_reference_is_found_with_its_line() -> None:
    scheme = PinpointScheme({"Body": ("1", "2")})
    text = "[a](kzref:a) ![p](p.png)\n[@doe] and {{yearly:total}}\n[Body 1-2]\n\n[later]: other.md\n"
    references = find_references(text, 10, scheme)
    found = {
        name: [(m.target, m.line) for m in getattr(references, name)]
        for name in ("links", "images", "works", "figures", "pinpoints")
    }
    assert found == {
        "links": [("kzref:a", 10), ("other.md", 14)],
        "images": [("p.png", 10)],
        "works": [("doe", 11)],
        "figures": [("yearly:total", 11)],
        "pinpoints": [("Body 1-2", 12)],
    }


@given(st.text(alphabet="[]()`~!@{}# \nab^:", max_size=60))
def test_any_text_can_be_looked_through(text: str) -> None:
    references = find_references(text, 1, PinpointScheme({"a": ("1",)}))
    lines = text.count("\n") + 1
    every = [*references.links, *references.images, *references.works, *references.figures, *references.pinpoints]
    assert all(1 <= reference.line <= lines for reference in every)
