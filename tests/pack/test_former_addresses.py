"""Former addresses: where they lead, and what the check says of them."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kzref.pack.addresses import Address
from kzref.pack.check import check_folder
from kzref.pack.document_reader import DocumentReader
from kzref.pack.former_addresses import present_address
from kzref.pack.pack import read_pack

Files = dict[str, str | bytes]
Write = Callable[[Mapping[str, str | bytes]], Path]

ENTRIES = {"old": "new", "old/gone": "new", "old/split": "other", "older/deep": "new"}
PRESENT = {"new", "new/goal", "new/goal/aim", "new/gone", "new/split/lost", "other", "other/goal"}


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("old", "new"),
        ("old/goal", "new/goal"),
        ("old/goal/aim", "new/goal/aim"),
        ("old/nothing", "new"),
        ("old/gone", "new/gone"),
        ("old/split", "other"),
        ("old/split/goal", "other/goal"),
        ("old/split/nothing", "other"),
        ("old/split/lost", "other"),
        ("older/deep", "new"),
        ("older", None),
        ("older/deepest", None),
        ("ol", None),
        ("new/nothing", None),
    ],
)
def test_a_former_address_leads_to_the_entry_and_what_was_below_it_to_the_same_section(
    address: str, leads_to: str | None
) -> None:
    entries = {Address(former): Address(entry) for former, entry in ENTRIES.items()}
    assert present_address(Address(address), entries.get, PRESENT.__contains__) == leads_to


def formerly(files: Files, path: str, value: str) -> None:
    """Add the field to the front matter of a file of the tiny pack."""
    text = files[path]
    assert isinstance(text, str)
    files[path] = text.replace("---\n", f"---\nformerly: {value}\n", 1)


def problems(folder: Path) -> list[str]:
    return [str(problem) for problem in check_folder(folder).problems]


def test_former_addresses_that_lead_to_one_entry_are_no_problem(tiny_files: Files, write_pack: Write) -> None:
    formerly(tiny_files, "entries/alpha.md", "[aleph, aleph/first, alpha/gone]")
    formerly(tiny_files, "entries/beta.md", "beth")
    folder = write_pack(tiny_files)
    assert problems(folder) == []
    named = {document.path: document.formerly for document in DocumentReader(read_pack(folder)).read_all()}
    assert named["entries/alpha.md"] == ("aleph", "aleph/first", "alpha/gone")
    assert named["entries/beta.md"] == ("beth",)
    assert named["entries/gamma.md"] == ()


@pytest.mark.parametrize(
    ("alpha", "beta", "problem"),
    [
        ("[gamma]", "", "entries/alpha.md:2: the former address 'gamma' is a present one as well"),
        ("[alpha/first]", "", "entries/alpha.md:2: the former address 'alpha/first' is a present one as well"),
        ("[aleph]", "[beth, aleph]", "entries/alpha.md:2: the former address 'aleph' is named twice"),
        ("[aleph, aleph]", "", "entries/alpha.md:2: the former address 'aleph' is named twice"),
        ("['?']", "", "entries/alpha.md:2: '?' is not an address"),
        ("{a: b}", "", "entries/alpha.md:2: 'formerly' is a list of short texts"),
        ("[alpha]", "", "entries/alpha.md:2: the former address 'alpha' leads in a circle: alpha -> alpha"),
    ],
)
def test_a_former_address_that_is_used_otherwise_is_a_problem(
    tiny_files: Files, write_pack: Write, alpha: str, beta: str, problem: str
) -> None:
    formerly(tiny_files, "entries/alpha.md", alpha)
    if beta:
        formerly(tiny_files, "entries/beta.md", beta)
    (found,) = problems(write_pack(tiny_files))
    assert found.startswith(problem)


def test_entries_that_have_exchanged_their_addresses_lead_in_a_circle(tiny_files: Files, write_pack: Write) -> None:
    formerly(tiny_files, "entries/alpha.md", "[beta]")
    formerly(tiny_files, "entries/beta.md", "[alpha]")
    assert problems(write_pack(tiny_files)) == [
        "entries/alpha.md:2: the former address 'beta' leads in a circle: beta -> alpha -> beta",
        "entries/beta.md:2: the former address 'alpha' leads in a circle: alpha -> beta -> alpha",
    ]


def test_a_link_to_a_former_address_is_a_problem_that_names_the_present_one(
    tiny_files: Files, write_pack: Write
) -> None:
    formerly(tiny_files, "entries/alpha.md", "[aleph]")
    text = tiny_files["entries/gamma.md"]
    assert isinstance(text, str)
    text = text.replace("kzref:alpha/detail", "kzref:aleph/detail").replace("kind: note", "kind: note\nsee: [aleph]")
    tiny_files["entries/gamma.md"] = text
    assert problems(write_pack(tiny_files)) == [
        "entries/gamma.md:5: 'aleph' is a former address; write 'alpha'",
        "entries/gamma.md:8: 'aleph/detail' is a former address; write 'alpha/detail'",
    ]


def test_a_plain_folder_may_name_former_addresses_and_anything_else(write_pack: Write) -> None:
    folder = write_pack(
        {
            "new.md": "---\nformerly: [old, Our Company Ltd.]\n---\n# New\n\nText.\n",
            "other.md": "---\nformerly: {by: hand}\n---\n# Other\n\nSee [it](kzref:old).\n",
        }
    )
    assert problems(folder) == ["other.md:6: 'old' is a former address; write 'new'"]
