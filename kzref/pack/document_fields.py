"""The fields of the front matter of a document, by type."""

import re
from collections.abc import Mapping

from kzref.errors import AddressError
from kzref.messages.message import Message, message
from kzref.pack.addresses import Address, parse_address
from kzref.pack.files.text_safety import is_language_code, one_line, shortened
from kzref.pack.files.toml_fields import listed
from kzref.pack.kinds import Kind
from kzref.pack.markdown.front_matter import FrontMatter
from kzref.pack.pack import Pack
from kzref.pack.pinpoints import Pinpoint, PinpointError, join_pinpoints
from kzref.pack.problems import Problem, ReportProblem, ignore_problem

FIELDS = {
    "id", "title", "titles", "kind", "terms", "pinpoints", "see", "years", "language", "formerly",
}  # fmt: skip
_LONGEST_SPAN = 1000
"""Years of one span, from first to last."""


class DocumentFields:
    """The fields of one front matter as typed values; problems are reported with their line."""

    def __init__(self, pack: Pack, front: FrontMatter, path: str, report: ReportProblem) -> None:
        self._pack, self._front, self._path = pack, front, path
        # Other programs use front matter for other things: only a pack with a description has to keep to the fields.
        self._report = report if pack.has_description else ignore_problem
        known = ", ".join(sorted(FIELDS))
        for name in sorted(front.values.keys() - FIELDS):
            self._report_field(name, message("field.unknown", field=shortened(name), known=known))

    def _report_field(self, name: str, problem: Message) -> None:
        self._report(Problem(self._path, self._front.line(name), problem))

    def text(self, name: str) -> str:
        """Return a field that is one line of text; empty if there is none.

        Without a description of the pack the name of the field may be capitalised.
        """
        value = self._front.values.get(name)
        if value is None and not self._pack.has_description:
            value = self._front.values.get(name.capitalize())
        if value is None or isinstance(value, dict | list):
            if name in self._front.values and value is not None:
                self._report_field(name, message("field.one_line", field=name))
            return ""
        return one_line(str(value))

    def language(self) -> str:
        """Return the code of a language, such as 'kk' or 'es-ES'; empty if there is none."""
        code = self.text("language")
        if not code or is_language_code(code):
            return code
        self._report_field("language", message("field.language", text=shortened(code)))
        return ""

    def names(self, name: str) -> tuple[str, ...]:
        """Return a field that is a list of short texts, or one of them."""
        value = self._front.values.get(name)
        if value is None:
            return ()
        if isinstance(value, list) and all(isinstance(v, str | int) for v in value):
            return tuple(one_line(str(v)) for v in value)
        if isinstance(value, str | int):
            return tuple(name for part in str(value).split(",") if (name := one_line(part)))
        self._report_field(name, message("field.short_texts", field=name))
        return ()

    def titles(self) -> tuple[str, ...]:
        """Return the titles in other languages."""
        value = self._front.values.get("titles")
        if value is None:
            return ()
        if isinstance(value, Mapping) and all(isinstance(v, str) for v in value.values()):
            return tuple(map(one_line, value.values()))
        self._report_field("titles", message("document.titles"))
        return ()

    def address(self, default: Address) -> tuple[Address, bool]:
        """Return the address of the document, and whether its front matter names it."""
        wanted = self.text("id") if self._pack.has_description else ""
        if not wanted:
            if self._pack.has_description and self._front.values:
                self._report_field("id", message("document.needs_id"))
            return default, False
        try:
            return parse_address(wanted), True
        except AddressError:
            self._report_field("id", message("document.id", text=shortened(wanted)))
            return default, False

    def kind(self, default: Kind) -> Kind:
        """Return the kind of entry; an unknown one is reported and becomes the default."""
        name = self.text("kind").lower()
        if not name:
            if self._pack.has_description and self._front.values:
                self._report_field("kind", message("document.needs_kind", kinds=listed(self._pack.kinds)))
            return default
        if Kind(name) not in self._pack.kinds:
            problem = message("document.kind", kind=shortened(name), kinds=listed(self._pack.kinds))
            self._report_field("kind", problem)
            return default
        return Kind(name)

    def pinpoints(self) -> tuple[Pinpoint, ...]:
        """Return the places of the source that the entry as a whole rests on."""
        scheme = self._pack.source.scheme
        text = "; ".join(self._texts("pinpoints"))
        if not text or not scheme.parts:
            return ()
        try:
            found = scheme.parse(text)
        except PinpointError as error:
            problem = message("field.problem", field="pinpoints", problem=error.message)
            self._report_field("pinpoints", problem)
            return ()
        if unknown := [p for p in found if not scheme.has(p)]:
            self._report_field("pinpoints", message("pinpoint.not_in_source", pinpoints=join_pinpoints(unknown)))
        return tuple(p for p in found if scheme.has(p))

    def _texts(self, name: str) -> list[str]:
        value = self._front.values.get(name)
        if isinstance(value, list):
            return [str(v) for v in value]
        return [str(value)] if value else []

    def years(self) -> tuple[int, ...]:
        """Return the years that the entry is about; '2015-2022' stands for each of them."""
        years: set[int] = set()
        for text in self._texts("years"):
            for piece in text.replace("–", "-").split(","):
                span = re.fullmatch(r"\s*([0-9]{4})(?:\s*-\s*([0-9]{4}))?\s*", piece)
                if not span or not 0 <= int(span[2] or span[1]) - int(span[1]) <= _LONGEST_SPAN:
                    self._report_field("years", message("document.years", text=shortened(piece)))
                    continue
                years.update(range(int(span[1]), int(span[2] or span[1]) + 1))
        return tuple(sorted(years))

    def see(self) -> tuple[Address, ...]:
        """Return the addresses of related entries."""
        return self._addresses("see") if self._pack.has_description else ()

    def formerly(self) -> tuple[Address, ...]:
        """Return the former addresses of the entry, which a pack without a description may name as well."""
        return self._addresses("formerly")

    def _addresses(self, field: str) -> tuple[Address, ...]:
        found: list[Address] = []
        for name in self.names(field):
            try:
                found.append(parse_address(name))
            except AddressError:
                self._report_field(field, message("field.address", text=shortened(name)))
        return tuple(found)
