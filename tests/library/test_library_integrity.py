"""Whether what is read is what was published, with the program's own content and with the library of a bundle."""

import os
import shutil
from pathlib import Path

import pytest

from kzref.library.builder.install import build_for_bundle
from kzref.library.cache import LibraryCache
from kzref.library.integrity import check_integrity, check_integrity_thoroughly, version_messages
from kzref.messages.catalogue import english
from kzref.pack.integrity import NAME, publish
from kzref.paths import Paths


@pytest.fixture
def bundle(tiny_pack: Path, own_paths: Paths, tmp_path: Path) -> Paths:
    """Paths as in a bundle that ships the tiny pack."""
    publish(tiny_pack)
    build_for_bundle(tiny_pack, tmp_path / "libraries" / "content")
    return own_paths._replace(content=tiny_pack, shipped_libraries=tmp_path / "libraries")


def test_a_bundle_is_as_published(bundle: Paths) -> None:
    assert check_integrity_thoroughly(bundle, bundle.content).lines == ()


def test_an_altered_byte_of_the_compiled_library_is_named_even_if_its_size_and_times_are_the_same(
    bundle: Paths,
) -> None:
    assert bundle.shipped_libraries
    library = bundle.shipped_libraries / "content" / "library.sqlite"
    before, data = library.stat(), bytearray(library.read_bytes())
    data[-1] ^= 1
    library.write_bytes(data)
    os.utime(library, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert tuple(map(english, check_integrity_thoroughly(bundle, bundle.content).lines)) == (
        "altered: libraries/content/library.sqlite",
    )


def test_a_library_that_was_compiled_from_something_else_is_told(bundle: Paths) -> None:
    page = bundle.content / "entries" / "gamma.md"
    page.write_bytes(page.read_bytes() + b"More.\n")
    publish(bundle.content)
    assert tuple(map(english, check_integrity_thoroughly(bundle, bundle.content).lines)) == (
        "altered: libraries/content/manifest.json",
    )


def test_a_missing_library_is_told(bundle: Paths) -> None:
    assert bundle.shipped_libraries
    shutil.rmtree(bundle.shipped_libraries)
    assert tuple(map(english, check_integrity_thoroughly(bundle, bundle.content).lines)) == (
        "altered: libraries/content/manifest.json",
    )


def test_only_the_own_content_has_to_have_a_manifest(bundle: Paths, tmp_path: Path) -> None:
    plain = tmp_path / "plain"
    plain.mkdir()
    (plain / "page.md").write_text("# Page\n", "utf-8")
    assert not check_integrity(bundle, plain)
    (bundle.content / NAME).unlink()
    assert tuple(map(english, check_integrity(bundle, bundle.content).lines)) == (f"missing: {NAME}",)
    assert tuple(map(english, LibraryCache(bundle).check_integrity(bundle.content).lines)) == (f"missing: {NAME}",)


def test_the_version_names_the_edition_and_exactly_these_files(bundle: Paths) -> None:
    published = english(version_messages(bundle.content)[1])
    assert published.startswith("content edition 0.9, hash ")
    page = bundle.content / "entries" / "gamma.md"
    page.write_bytes(page.read_bytes() + b"More.\n")
    altered = english(version_messages(bundle.content)[1])
    assert "not as published" in altered
    assert altered.split("hash ")[1][:12] != published.split("hash ")[1][:12]
