"""As what kind of litter a line is worded: the guess of the model of its language."""

from __future__ import annotations

from cleaning.lines import Line
from cleaning.rules import abroad, manner
from cleaning.values import Article, Kind


def kind_of(line: Line, article: Article, *, lead: float = 0.0) -> Kind:
    """The likeliest kind; `other` where it leads the next one by less log odds than asked, and without a model."""
    if manner.is_english(line.shape, article):
        model = manner.read_manner()
        return model.kind(manner.figures_of(line), lead=lead) if model else Kind.OTHER
    model = abroad.read_abroad()
    return model.kind(abroad.figures_of(line, article), lead=lead) if model else Kind.OTHER
