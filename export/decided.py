"""The clean text as operators decided it: their words on lines and blocks, applied to what cleaning made of an article.

A word is known by the text it is about, so it is found again in any later cleaning; where the text is gone the word has
nothing to say. Pure: a cleaned article and decisions in, a cleaned article out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from cleaning.values import KEPT, Article, CleanedArticle, Cut, Finding, JudgedLine, Kind, Where
from storage.decisions import MOST_TEXT
from storage.records import DecisionRecord, Event, Subject, Target

OPERATOR = "operator"
"""The rule that a cut names which an operator asked for."""


@dataclass(frozen=True, slots=True)
class Decided:
    """An article as operators want it.

    Attributes:
        cleaned: with their words applied; findings stand at their new places.
        before: the same lines, in their new numbers, as cleaning left them; blocks that were won back as one cut.
        words: number of a line -> the decision on it that found its place.
        lost: decisions on lines and blocks whose text is not in this cleaning.
    """

    cleaned: CleanedArticle
    before: tuple[JudgedLine, ...]
    words: Mapping[int, DecisionRecord]
    lost: tuple[DecisionRecord, ...]


def decided(cleaned: CleanedArticle, decisions: Iterable[DecisionRecord]) -> Decided:
    """The article with every standing word on a line or a block applied, the newest last."""
    standing = sorted((one for one in decisions if one.stands and one.target), key=lambda one: one.id)
    asked = [one for one in standing if one.target and one.target.subject in {Subject.LINE, Subject.BLOCK}]
    article = cleaned.article
    places = places_of(article)
    found = [(one, meant(one.target, article, places)) for one in asked if one.target]
    by_block = {number: one for one, numbers in found for number in numbers}
    won = {
        place for place, one in by_block.items() if one.event is Event.BELONGS_IN and not article.blocks[place].chosen
    }
    numbers = [number for number, block in enumerate(article.blocks) if block.chosen or number in won]
    judged = dict(zip((n for n, block in enumerate(article.blocks) if block.chosen), cleaned.lines, strict=False))
    before = tuple(judged.get(number) or left_out(article.blocks[number].text) for number in numbers)
    words = {line: by_block[number] for line, number in enumerate(numbers) if number in by_block}
    after = tuple(settled(line, words.get(number)) for number, line in enumerate(before))
    blocks = tuple(replace(block, chosen=True) if n in won else block for n, block in enumerate(article.blocks))
    moved = moves(article, numbers)
    findings = tuple(at_place(one, moved, after) for one in cleaned.garble.findings)
    garble = replace(cleaned.garble, findings=findings)
    applied = replace(cleaned, article=replace(article, blocks=blocks), lines=after, garble=garble)
    return Decided(applied, before, words, tuple(one for one, numbers in found if not numbers))


def places_of(article: Article) -> dict[str, list[int]]:
    """Numbers of the blocks that have a text, as far as a decision holds it."""
    places = defaultdict[str, list[int]](list)
    for number, block in enumerate(article.blocks):
        places[block.text[:MOST_TEXT]].append(number)
    return places


def meant(target: Target, article: Article, places: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    """Numbers of the blocks that a word on a line or a block is about, as the desk shows them.

    Lines of one text are one thing: a word on one holds for all. Of left-out blocks with one text a single one comes
    in, the one nearest to where it stood; what was left out then may be a line now.
    """
    same = places.get(target.text[:MOST_TEXT], ())
    if target.subject is Subject.LINE:
        return tuple(number for number in same if article.blocks[number].chosen)
    fitting = [number for number in same if not article.blocks[number].chosen] or list(same)
    return tuple(sorted(fitting, key=lambda number: abs(number - (target.line or 0)))[:1])


def block_numbers(article: Article) -> list[int]:
    """For each line the number of its block."""
    return [number for number, block in enumerate(article.blocks) if block.chosen]


def left_out(text: str) -> JudgedLine:
    """A block that extraction left out, as a line of which nothing is left."""
    return JudgedLine(text, Kind.OTHER, None, (Cut("extraction", Kind.OTHER, 0, len(text)),))


def settled(line: JudgedLine, word: DecisionRecord | None) -> JudgedLine:
    """The line as the word on it wants it; as it was without one."""
    if word is None or word.target is None:
        return line
    if word.event is Event.SHOULD_BE_CUT:
        kind = kind_of(word.target.kind)
        return replace(line, kind=kind, cuts=(Cut(OPERATOR, kind, 0, len(line.text)),))
    return replace(line, kind=line.kind if line.kind in KEPT else Kind.BODY, cuts=())


def kind_of(name: str) -> Kind:
    """The kind that an operator named, OTHER for none and for what stays by its kind.

    >>> kind_of("share"), kind_of("body"), kind_of("")
    (<Kind.SHARE: 'share'>, <Kind.OTHER: 'other'>, <Kind.OTHER: 'other'>)
    """
    kind = Kind(name) if name in set(Kind) else Kind.OTHER
    return Kind.OTHER if kind in KEPT else kind


def moves(article: Article, numbers: Sequence[int]) -> dict[int, int]:
    """Number of each line before, and after blocks were won back between them."""
    after = {number: line for line, number in enumerate(numbers)}
    return {line: after[number] for line, number in enumerate(block_numbers(article)) if number in after}


def at_place(finding: Finding, moved: Mapping[int, int], lines: Sequence[JudgedLine]) -> Finding:
    """The finding in the new numbers; in the body or in what was cut, as its words now are."""
    if finding.line is None or finding.line not in moved:
        return finding
    number = moved[finding.line]
    gone = any(cut.start <= finding.start < cut.end for cut in lines[number].cuts)
    return replace(finding, line=number, where=Where.CUT if gone else Where.BODY)
