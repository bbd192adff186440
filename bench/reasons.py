"""Write docs/reasons.md from RULES, SIGNALS and DIFFERENCES, so that the page cannot say anything else than the code.

python -m bench.reasons > docs/reasons.md        (or: make docs)
"""

from __future__ import annotations

from cleaning.copies.differences import DIFFERENCES
from cleaning.garble import SIGNALS
from cleaning.rules import RULES

HEAD = """# Reasons

Every cut names a rule, every suspicion a signal, and what drifted between two copies a kind of difference. These are
all of them, in the order in which they are asked. This page is made from the code by `make docs`; a test holds it to
the code.

A rule gives weighted opinions about a span of a line; `cleaning/verdict.py` adds them up and cuts where the chance that
the span is litter passes .92. One strong or two independent weak opinions cut; a weak one alone leaves the line and
shows in its `litter` figure. A signal points at a span and never changes text. A difference points at a span of each of
two copies; its weight is what one certain difference of its kind adds to the drift of a usual story.
"""


def page() -> str:
    """The whole page."""
    rules = [f"| `{rule.name}` | `{rule.kind}` | {rule.reason} |" for rule in RULES]
    signals = [
        f"| `{signal.name}` | {signal.evidence} | {', '.join(sorted(signal.languages)) or 'any'} | {signal.reason} |"
        for signal in SIGNALS
    ]
    differences = [f"| `{row.kind}` | {row.weight:g} | {row.reason} |" for row in DIFFERENCES]
    return "\n".join(
        [
            HEAD,
            "## Rules",
            "",
            "| rule | kind of line | what it says to the operator |",
            "| --- | --- | --- |",
            *rules,
            "",
            "## Signals",
            "",
            "| signal | evidence | languages | what it says to the operator |",
            "| --- | --- | --- | --- |",
            *signals,
            "",
            "## Differences between copies",
            "",
            "| difference | weight | what it says to the operator |",
            "| --- | --- | --- |",
            *differences,
            "",
        ]
    )


if __name__ == "__main__":
    print(page(), end="")
