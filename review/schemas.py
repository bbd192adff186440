"""Frozen values as JSON Schema, made from their type hints and docstrings: what `rows.row_of` gives of them."""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

Schema = dict[str, Any]

SIMPLE: dict[object, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
}
SOURCE = "x-source"
"""Says which dataclass a schema is of."""

ATTRIBUTE = re.compile(r"^ {4}([a-z_][a-z_, ]*): (.+(?:\n {6,}.+)*)", re.MULTILINE)


def schema_of(kind: Any, found: dict[str, Schema]) -> Schema:  # noqa: ANN401 - any type hint
    """The schema of a type; those of dataclasses are put into `found` by name and referred to.

    Raises:
        TypeError: a type that no page should hold.

    >>> schema_of(tuple[int, ...], {})
    {'type': 'array', 'items': {'type': 'integer'}}
    """
    if kind in SIMPLE:
        return dict(SIMPLE[kind])
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"type": "string", "enum": [one.value for one in kind]}
    if isinstance(kind, type) and is_dataclass(kind):
        return reference(kind, found)
    if isinstance(kind, type) and issubclass(kind, str):
        return {"type": "string"}
    if kind in {Any, object}:
        return {}
    return composed(kind, found)


def composed(kind: Any, found: dict[str, Schema]) -> Schema:  # noqa: ANN401
    """The schema of a type that is made of others."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, types.UnionType}:
        return {"anyOf": [schema_of(part, found) for part in parts]}
    if origin is tuple and parts[-1:] == (...,):
        return {"type": "array", "items": schema_of(parts[0], found)}
    if origin is tuple:
        listed = [schema_of(part, found) for part in parts]
        return {"type": "array", "prefixItems": listed, "minItems": len(parts), "maxItems": len(parts)}
    if origin in {dict, Mapping} or (isinstance(origin, type) and issubclass(origin, Mapping)):
        return {"type": "object", "additionalProperties": schema_of(parts[1], found)}
    raise TypeError(f"{kind} has no schema: pages hold dataclasses, tuples, mappings and plain values")


def reference(kind: type, found: dict[str, Schema]) -> Schema:
    """A reference to the dataclass: its schema is found by its name, or by module and name where two have the same."""
    source = f"{kind.__module__}.{kind.__name__}"
    is_taken = found.get(kind.__name__, {}).get(SOURCE, source) != source
    name = f"{kind.__module__.rpartition('.')[2]}.{kind.__name__}" if is_taken else kind.__name__
    if name not in found:
        found[name] = {SOURCE: source}  # before its fields: a value may hold its own kind
        found[name] |= schema_of_dataclass(kind, found)
    return {"$ref": f"#/components/schemas/{name}"}


def schema_of_dataclass(kind: Any, found: dict[str, Schema]) -> Schema:  # noqa: ANN401
    """All fields are always there; what its docstring says of one is its description."""
    hints = get_type_hints(kind)
    summary, told = described(kind)
    properties = {}
    for one in fields(kind):
        schema = schema_of(hints[one.name], found)
        properties[one.name] = {**schema, "description": told[one.name]} if one.name in told else schema
    required = [one.name for one in fields(kind)]
    return {"type": "object", "description": summary, "properties": properties, "required": required}


def described(kind: type) -> tuple[str, dict[str, str]]:
    """The first paragraph of a docstring, and what its Attributes say."""
    text = inspect.getdoc(kind) or ""
    summary = " ".join(text.split("\n\n")[0].split())
    _, _, attributes = text.partition("Attributes:\n")
    told: dict[str, str] = {}
    for names, words in ATTRIBUTE.findall(attributes):
        told |= {name.strip(): " ".join(words.split()) for name in names.split(",")}
    return summary, told
