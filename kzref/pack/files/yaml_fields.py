"""Fields read from YAML, with values as texts, lists and mappings of them: 'no' is a language, and no date is wrong."""

from typing import NamedTuple

import yaml

from kzref.pack.files.text_safety import sanitize

_FAST_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The reader in C takes a tenth of the time; not every build of YAML has it, nor the bundle."""
_NESTING_MARKS, _FEW_MARKS = ("[", "{", "- ", "? "), 1000
"""Marks that may go a level deeper. The reader in C dies of some ten thousand levels; Python's gives up in order."""
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "seq", "map")}
_NULLS = ("", "~", "null")


class Fields(NamedTuple):
    """The fields of a block, each with its line in the block, from 0."""

    values: dict[str, object]
    lines: dict[str, int]


class UnreadableFields(ValueError):
    """The block is no YAML that is read here, at a line of it, from 0."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def yaml_fields(block: str) -> Fields | None:
    """The fields of a block; None where it is YAML, but no fields. Raises UnreadableFields."""
    try:
        shallow = sum(map(block.count, _NESTING_MARKS)) < _FEW_MARKS
        node = (_FAST_LOADER if shallow else yaml.BaseLoader)(block).get_single_node()
        if not isinstance(node, yaml.MappingNode):
            return None
        values = _Values().of_mapping(node)
        return Fields(values, {sanitize(key.value): key.start_mark.line for key, _ in node.value})
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line if error.problem_mark else 0
        raise UnreadableFields(error.problem or error.context or "it is no YAML", line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise UnreadableFields(str(getattr(error, "reason", "it is nested too deeply")), 0) from error


class _Values:
    """Makes values of nodes. One that is met again has been named by an alias, and could grow without end."""

    def __init__(self) -> None:
        self._seen: set[int] = set()

    def of_mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        values: dict[str, object] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise UnreadableFields("the name of a field is not text", key.start_mark.line)
            values[sanitize(key.value)] = self._of(value)
        return values

    def _of(self, node: yaml.Node) -> object:
        line = node.start_mark.line
        if id(node) in self._seen:
            raise UnreadableFields("aliases are not read; write each value out", line)
        self._seen.add(id(node))
        if node.tag not in _TAGS:
            raise UnreadableFields(f"the type '{node.tag}' is not read", line)
        if isinstance(node, yaml.MappingNode):
            return self.of_mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self._of(each) for each in node.value]
        # Without quotation marks some words stand for nothing.
        plain = isinstance(node, yaml.ScalarNode) and not node.style
        return None if plain and node.value in _NULLS else sanitize(node.value)
