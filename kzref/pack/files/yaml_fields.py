"""Read fields from YAML with values as texts, lists and mappings of texts: 'no' stays a text, and so does a date."""

from typing import NamedTuple

import yaml

from kzref.messages.message import Message, message
from kzref.pack.files.text_safety import sanitize

_FAST_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The loader in C takes a tenth of the time; neither the bundle nor every build of PyYAML has it."""
_NESTING_MARKS, _FEW_MARKS = ("[", "{", "- ", "? "), 1000
"""Marks that may open a level. The loader in C crashes at some ten thousand levels; Python's raises RecursionError."""
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}
_NULLS = ("", "~", "null")


class Fields(NamedTuple):
    """The fields of a block, each with its line in the block, from 0."""

    values: dict[str, object]
    lines: dict[str, int]


class UnreadableFields(ValueError):
    """The block is no YAML that is read here."""

    def __init__(self, reason: Message, line: int) -> None:
        """line: in the block, from 0."""
        super().__init__(reason)
        self.reason, self.line = reason, line


def yaml_fields(block: str) -> Fields | None:
    """Return the fields of a block; None if it is YAML, but no mapping. Raise UnreadableFields."""
    try:
        shallow = sum(map(block.count, _NESTING_MARKS)) < _FEW_MARKS
        node = (_FAST_LOADER if shallow else yaml.BaseLoader)(block).get_single_node()
        if not isinstance(node, yaml.MappingNode):
            return None
        values = _Values().of_mapping(node)
        return Fields(values, {sanitize(key.value): key.start_mark.line for key, _ in node.value})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        text = error.problem or error.context
        raise UnreadableFields(message("plain", text=text) if text else message("yaml.not_yaml"), line) from error
    except yaml.reader.ReaderError as error:
        raise UnreadableFields(message("plain", text=error.reason), 0) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFields(message("data.nested"), 0) from error


class _Values:
    """Makes values of nodes. A node that is seen again was named by an alias; nested aliases grow exponentially."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def of_mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise UnreadableFields(message("yaml.name"), key.start_mark.line)
            values[sanitize(key.value)] = self._of(value)
        return values

    def _of(self, node: yaml.Node) -> object:
        line = node.start_mark.line
        if id(node) in self._seen:
            raise UnreadableFields(message("yaml.alias"), line)
        self._seen.add(id(node))
        if node.tag not in _TAGS:
            raise UnreadableFields(message("yaml.tag", tag=node.tag), line)
        if isinstance(node, yaml.MappingNode):
            return self.of_mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._of(each) for each in node.value]
        # Without quotation marks some words mean null.
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return None if plain and node.value in _NULLS else sanitize(node.value)
