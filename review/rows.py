"""Frozen values as JSON objects: what a page shows is what the API gives."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from starlette.responses import JSONResponse


def row_of(value: Any) -> Any:  # noqa: ANN401 - any value that a page holds
    """The value as JSON knows it: fields by name, tuples as lists, times in ISO 8601.

    >>> from storage.desk_records import Tick
    >>> row_of((Tick("en", 3),))
    [{'value': 'en', 'articles': 3}]
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: row_of(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [row_of(one) for one in value]
    if isinstance(value, dict):
        return {str(key): row_of(one) for key, one in value.items()}
    return value


class Told(JSONResponse):
    """A value as the API gives it: in ASCII, because texts from pages may hold halves of characters."""

    def render(self, content: Any) -> bytes:  # noqa: ANN401 - any JSON
        """The body."""
        return json.dumps(row_of(content), allow_nan=False, separators=(",", ":")).encode("ascii")
