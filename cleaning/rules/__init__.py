"""RULES: every reason for which text is removed, in the order in which they are asked.

To add one: a row here and `tests/cases/rules/<name>.md` with a case that is cut and a near miss that stays.
"""

from __future__ import annotations

from cleaning.rules.rule import Rule

RULES: tuple[Rule, ...] = ()

__all__ = ["RULES", "Rule"]
