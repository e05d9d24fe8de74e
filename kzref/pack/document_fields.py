"""The fields of the front matter of a document, with their types."""

import re
from collections.abc import Mapping

from kzref.errors import AddressError
from kzref.pack.addresses import Address, parse_address
from kzref.pack.files.text_safety import is_language, one_line, shortened
from kzref.pack.files.toml_fields import listed
from kzref.pack.kinds import Kind
from kzref.pack.markdown.front_matter import FrontMatter
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, join_pinpoints
from kzref.pack.problems import Problem, ReportProblem, ignore_problem

FIELDS = {
    "id", "title", "titles", "kind", "terms", "pinpoints", "see", "years", "language", "formerly",
}  # fmt: skip
_LONGEST_SPAN = 1000
"""Years that one entry may speak of from first to last."""


class DocumentFields:
    """The fields of one front matter as typed values; each fault is reported with its line."""

    def __init__(self, pack: Pack, front: FrontMatter, path: str, report: ReportProblem) -> None:
        self._pack, self._front, self._path = pack, front, path
        # A stranger's folder may use front matter for anything: only a declared pack is held to the fields.
        self._report = report if pack.declared else ignore_problem
        for name in sorted(front.values.keys() - FIELDS):
            self._fault(name, f"unknown field '{shortened(name)}'; known are {', '.join(sorted(FIELDS))}")

    def _fault(self, name: str, message: str) -> None:
        self._report(Problem(self._path, self._front.line(name), message))

    def text(self, name: str) -> str:
        """A field that is one line of text, or empty; field names of strangers may be capitalised."""
        value = self._front.values.get(name)
        if value is None and not self._pack.declared:
            value = self._front.values.get(name.capitalize())
        if value is None or isinstance(value, dict | list):
            if name in self._front.values and value is not None:
                self._fault(name, f"'{name}' is one line of text")
            return ""
        return one_line(str(value))

    def language(self) -> str:
        """The code of a language, such as 'kk' or 'es-ES'; empty if there is none."""
        said = self.text("language")
        if not said or is_language(said):
            return said
        self._fault("language", f"'{shortened(said)}' is not the code of a language, such as 'kk'")
        return ""

    def names(self, name: str) -> tuple[str, ...]:
        """A field that is a list of short texts, or one."""
        value = self._front.values.get(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(v, str | int) for v in value):
            return tuple(one_line(str(v)) for v in value)
        if isinstance(value, str | int):
            return tuple(name for part in str(value).split(",") if (name := one_line(part)))
        self._fault(name, f"'{name}' is a list of short texts")
        return ()

    def titles(self) -> tuple[str, ...]:
        """The title in other languages, by language code."""
        value = self._front.values.get("titles")
        if value is None:
            return ()
        if isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values()):
            return tuple(map(one_line, value.values()))
        self._fault("titles", "'titles' is a table of language and title, such as 'ru: ...'")
        return ()

    def address(self, default: Address) -> tuple[Address, bool]:
        """The document's address and whether it was asked for."""
        wanted = self.text("id") if self._pack.declared else ""
        if not wanted:
            if self._pack.declared and self._front.values:
                self._fault("id", "the entry needs an id")
            return default, False
        try:
            return parse_address(wanted), True
        except AddressError:
            self._fault("id", f"'{shortened(wanted)}' is not an address: use lower-case letters, digits and hyphens")
            return default, False

    def kind(self, default: Kind) -> Kind:
        """The kind of entry; an unknown one is a fault and becomes the default."""
        name = self.text("kind").lower()
        if not name:
            if self._pack.declared and self._front.values:
                self._fault("kind", f"the entry needs a kind: one of {listed(self._pack.kinds)}")
            return default
        if Kind(name) not in self._pack.kinds:
            self._fault("kind", f"unknown kind '{shortened(name)}'; known are {listed(self._pack.kinds)}")
            return default
        return Kind(name)

    def pinpoints(self) -> tuple[Pinpoint, ...]:
        """Places of the source that the entry as a whole rests on."""
        plan = self._pack.source.plan
        text = "; ".join(self._front_list("pinpoints"))
        if not text or not plan.parts:
            return ()
        try:
            found = plan.parse(text)
        except ValueError as error:
            self._fault("pinpoints", f"pinpoints: {error}")
            return ()
        if unknown := [p for p in found if not plan.has(p)]:
            self._fault("pinpoints", f"the source has no {join_pinpoints(unknown)}")
        return tuple(p for p in found if plan.has(p))

    def _front_list(self, name: str) -> list[str]:
        value = self._front.values.get(name)
        if isinstance(value, list):
            return [str(v) for v in value]
        return [str(value)] if value else []

    def years(self) -> tuple[int, ...]:
        """The years that the entry speaks of; '2015-2022' stands for each of them."""
        years: set[int] = set()
        for text in self._front_list("years"):
            for piece in text.replace("–", "-").split(","):
                span = re.fullmatch(r"\s*([0-9]{4})(?:\s*-\s*([0-9]{4}))?\s*", piece)
                if not span or not 0 <= int(span[2] or span[1]) - int(span[1]) <= _LONGEST_SPAN:
                    message = f"'{shortened(piece)}' is not a year or a span of years such as 2015-2022"
                    self._fault("years", message)
                    continue
                years.update(range(int(span[1]), int(span[2] or span[1]) + 1))
        return tuple(sorted(years))

    def see(self) -> tuple[Address, ...]:
        """Entries to see also."""
        return self._addresses("see") if self._pack.declared else ()

    def formerly(self) -> tuple[Address, ...]:
        """Return the former addresses of the entry, also in a folder that is no declared pack."""
        return self._addresses("formerly")

    def _addresses(self, field: str) -> tuple[Address, ...]:
        found: list[Address] = []
        for name in self.names(field):
            try:
                found.append(parse_address(name))
            except AddressError:
                self._fault(field, f"'{shortened(name)}' is not an address")
        return tuple(found)
