"""The judge's evidence: a row a feature, with a name that a reader understands and a function of blocks in sight."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from cleaning.judge_facts import Fact, Group
from cleaning.judge_marks import CLASS_STEMS
from cleaning.judge_sight import Sight

Read = Callable[[Sight, Sequence[int]], list[float]]
"""The figures of some blocks, by their numbers in the sight: a column at a time, which is faster than a row."""

STOPS = re.compile(r"[.!?…。！？।॥؟۔։]")

FEW_STEMS = 3
"""Content words below which a block says nothing about a topic."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One kind of evidence.

    Attributes:
        name: what it says, in words that stand behind "because of".
        read: the figure.
    """

    name: str
    read: Read


def each(read: Callable[[Sight, int], float]) -> Read:
    """A figure of each block, by its number."""
    return lambda sight, numbers: [read(sight, number) for number in numbers]


def fact(read: Callable[[Fact], float], step: int = 0) -> Read:
    """A figure of the block itself or of one some steps away; -1 past the edge of what is seen."""
    if not step:
        return lambda sight, numbers: [read(sight.facts[number]) for number in numbers]

    def column(sight: Sight, numbers: Sequence[int]) -> list[float]:
        facts, size = sight.facts, len(sight.facts)
        return [read(facts[number + step]) if 0 <= number + step < size else -1.0 for number in numbers]

    return column


def votes(low: int, high: int) -> Read:
    """How many of the blocks some steps away trafilatura chose, the block itself left out."""

    def figure(sight: Sight, number: int) -> float:
        start, end = max(0, number + low), min(len(sight.facts), number + high + 1)
        if start >= end:
            return 0.0
        own = sight.facts[number].block.extracted if start <= number < end else False
        return sight.votes[end] - sight.votes[start] - own

    return each(figure)


def share_voted(groups: Callable[[Sight], tuple[Group, ...]]) -> Read:
    """Share of a block's group that trafilatura chose, itself left out; -1 for a block alone."""

    def column(sight: Sight, numbers: Sequence[int]) -> list[float]:
        found, facts = groups(sight), sight.facts
        return [
            (group.voted - facts[number].block.extracted) / (group.size - 1) if group.size > 1 else -1.0
            for number in numbers
            if (group := found[number])
        ]

    return column


def mean(groups: Callable[[Sight], tuple[Group, ...]], what: Callable[[Group], float]) -> Read:
    """A group's figure by its size."""

    def column(sight: Sight, numbers: Sequence[int]) -> list[float]:
        found = groups(sight)
        return [what(group) / group.size for number in numbers if (group := found[number])]

    return column


def by_place(read: Callable[[Fact], float]) -> Read:
    """A figure that is the same for all blocks of one path and one set of classes."""

    def column(sight: Sight, numbers: Sequence[int]) -> list[float]:
        known: dict[int, float] = {}
        found, alike, facts = list[float](), sight.alike, sight.facts
        for number in numbers:
            key = id(alike[number])
            if key not in known:
                known[key] = read(facts[number])
            found.append(known[key])
        return found

    return column


def inside(*names: str) -> Read:
    """One of these elements stands around the block, or is its own."""
    wanted = frozenset(names)
    return by_place(lambda found: not wanted.isdisjoint(found.names))


def carries(*marks: str) -> Read:
    """One of these marks stands on the block or around it."""
    wanted = frozenset(marks)
    return by_place(lambda found: not wanted.isdisjoint(found.block.marks))


def same_path(step: int) -> Read:
    """The block some steps away has the same path."""

    def figure(sight: Sight, number: int) -> float:
        place, facts = number + step, sight.facts
        return 0 <= place < len(facts) and facts[place].block.path == facts[number].block.path

    return each(figure)


def is_tag(*names: str) -> Read:
    """The block's own element is one of these."""
    return fact(lambda found: found.block.tag in names)


def speaks_of(topic: str) -> Read:
    """Class words of the block's own place speak of it."""
    return lambda sight, numbers: [topic in sight.topics[number] for number in numbers]


def topic(sight: Sight, number: int) -> float:
    """Share of the block's content words that other chosen blocks use too; -1 where it has fewer than three."""
    found = sight.facts[number]
    if len(found.stems) < FEW_STEMS:
        return -1.0
    own = 1 if found.block.extracted else 0
    return sum(sight.spread[stem] > own for stem in found.stems) / len(found.stems)


def title_share(sight: Sight, number: int) -> float:
    """Share of the block's content words that the headline has; -1 where it has none."""
    stems = sight.facts[number].stems
    return len(stems & sight.title) / len(stems) if stems else -1.0


def from_first(sight: Sight, number: int) -> float:
    """Blocks behind the first chosen one; negative before it."""
    return float(number - sight.first)


def to_last(sight: Sight, number: int) -> float:
    """Blocks before the last chosen one; negative behind it."""
    return float(sight.last - number)


def part_of_story(sight: Sight, number: int) -> float:
    """Where between the first and the last chosen block, 0 to 1 inside."""
    return (number - sight.first) / max(1, sight.last - sight.first)


def home_path(sight: Sight, number: int) -> float:
    """Share of the path to the story's container that the block stands in too."""
    return sight.kin[number][0] / len(sight.home)


def below_home(sight: Sight, number: int) -> float:
    """How many elements lie between the block and the path of the story's container."""
    return float(len(sight.facts[number].names) - sight.kin[number][0])


def home_marks(sight: Sight, number: int) -> float:
    """Share of the classes of the story's container that stand around the block too."""
    return sight.kin[number][1] / max(1, len(sight.home_marks))


def own_marks(sight: Sight, number: int) -> float:
    """Classes that the story's container does not have."""
    return float(len(sight.facts[number].block.marks) - sight.kin[number][1])


def run_length(sight: Sight, number: int) -> float:
    """Blocks in a row with the same path."""
    first, last = sight.runs[number]
    return float(last - first + 1)


def run_voted(sight: Sight, number: int) -> float:
    """Share of this row that trafilatura chose."""
    first, last = sight.runs[number]
    return (sight.votes[last + 1] - sight.votes[first]) / (last - first + 1)


def run_prose(sight: Sight, number: int) -> float:
    """Share of this row that is prose."""
    first, last = sight.runs[number]
    return (sight.prose[last + 1] - sight.prose[first]) / (last - first + 1)


def heading(read: Callable[[Sight, int, int], float]) -> Read:
    """A figure of the nearest heading above; -1 where there is none."""
    return each(lambda sight, number: read(sight, number, sight.above[number]) if sight.above[number] >= 0 else -1.0)


words: Callable[[Fact], float] = attrgetter("words")
ends: Callable[[Fact], float] = attrgetter("ends")
linked: Callable[[Fact], float] = attrgetter("linked")
capitals: Callable[[Fact], float] = attrgetter("capitals")
is_prose: Callable[[Fact], float] = attrgetter("prose")
is_heading: Callable[[Fact], float] = attrgetter("heading")
voted: Callable[[Fact], float] = attrgetter("block.extracted")
"""What a fact says, at the speed of C."""


def stated(found: Fact) -> float:
    """It stands in the text that the page itself states: 1 yes, -1 no, 0 nothing is stated."""
    known = found.block.stated
    return 0.0 if known is None else 1.0 if known else -1.0


ALIKE: Callable[[Sight], tuple[Group, ...]] = attrgetter("alike")
BESIDE: Callable[[Sight], tuple[Group, ...]] = attrgetter("beside")
SAME_PATH: Callable[[Sight], tuple[Group, ...]] = attrgetter("same_path")

FEATURES: tuple[Feature, ...] = (
    # The vote.
    Feature("its own vote", fact(voted)),
    Feature("the vote before it", fact(voted, -1)),
    Feature("the vote after it", fact(voted, 1)),
    Feature("two votes before it", votes(-2, -1)),
    Feature("two votes after it", votes(1, 2)),
    Feature("four votes before it", votes(-4, -1)),
    Feature("four votes after it", votes(1, 4)),
    Feature("ten votes after it", votes(1, 10)),
    Feature("distance from the prose before it", each(lambda sight, number: sight.before[number])),
    Feature("distance to the prose after it", each(lambda sight, number: sight.behind[number])),
    Feature("votes on blocks like it", share_voted(ALIKE)),
    Feature("votes on blocks beside it", share_voted(BESIDE)),
    Feature("votes on blocks of its path", share_voted(SAME_PATH)),
    Feature("votes on its row", each(run_voted)),
    Feature("votes on the page", each(lambda sight, _: sight.votes[-1])),
    Feature("what the page states as its text", fact(stated)),
    # Its text.
    Feature("its words", fact(words)),
    Feature("its sentences", fact(lambda found: float(len(STOPS.findall(found.block.text))))),
    Feature("its end", fact(ends)),
    Feature("its capitals", fact(capitals)),
    Feature(
        "its first letter", fact(lambda found: float(found.block.text[0].islower() - found.block.text[0].isupper()))
    ),
    Feature("its copies on the page", each(lambda sight, number: sight.copies[sight.facts[number].block.text])),
    Feature("its topic", each(topic)),
    Feature("its words from the headline", each(title_share)),
    Feature("its figures", fact(lambda found: sum(map(str.isdigit, found.block.text)) / len(found.block.text))),
    Feature("a colon before it", fact(lambda found: float(found.block.text[-1] in ":："), -1)),
    Feature("its being shouted", fact(lambda found: float(found.block.text.isupper()))),
    Feature("its question", fact(lambda found: float(found.block.text[-1] in "?!？！"))),
    Feature("capitals after it", fact(capitals, 1)),
    Feature("capitals before it", fact(capitals, -1)),
    Feature(
        "its being hidden or beside the main part",
        carries("@hidden", "@dialog", "@complementary", "@navigation", "@note"),
    ),
    Feature("its being in the stated body", carries("@articlebody")),
    Feature("prose before it", fact(is_prose, -1)),
    Feature("prose after it", fact(is_prose, 1)),
    Feature("same path before it", same_path(-1)),
    Feature("same path after it", same_path(1)),
    Feature("prose in blocks like it", mean(ALIKE, attrgetter("prose"))),
    Feature("capitals of blocks like it", mean(ALIKE, attrgetter("capitals"))),
    # Its links.
    Feature("its link text", fact(linked)),
    Feature("its links", fact(lambda found: float(len(found.block.links)))),
    Feature("its links to the same site", fact(lambda found: float(sum(link.same_site for link in found.block.links)))),
    # Its element.
    Feature("its being a paragraph", is_tag("p")),
    Feature("its being an item of a list", is_tag("li")),
    Feature("its being a heading", fact(lambda found: float(found.block.tag[1]) if found.heading else 0.0)),
    Feature("its being a box", is_tag("div")),
    Feature("its being in a list", inside("ul", "ol", "dl")),
    Feature("its being in an aside, navigation, a header or a footer", inside("aside", "nav", "header", "footer")),
    Feature("its being in a figure", inside("figure", "figcaption", "picture")),
    Feature("its being in a form", inside("form", "button", "label")),
    Feature("its being in an article", inside("article", "main")),
    Feature("its being a caption", is_tag("figcaption", "caption")),
    Feature("its depth", by_place(lambda found: len(found.names))),
    Feature("the path it shares with the story", each(home_path)),
    Feature("its depth below the story", each(below_home)),
    Feature("the classes it shares with the story", each(home_marks)),
    Feature("its own classes", each(own_marks)),
    *(Feature(f"class words of {name}", speaks_of(name)) for name in CLASS_STEMS),
    # Its place.
    Feature("its distance from the start", each(from_first)),
    Feature("its distance from the end", each(to_last)),
    Feature("its place in the story", each(part_of_story)),
    # What is around it.
    Feature("words before it", fact(words, -1)),
    Feature("words after it", fact(words, 1)),
    Feature("link text before it", fact(linked, -1)),
    Feature("link text after it", fact(linked, 1)),
    Feature("a heading after it", fact(is_heading, 1)),
    Feature("how many blocks are like it", each(lambda sight, number: sight.alike[number].size)),
    Feature("words of blocks like it", mean(ALIKE, attrgetter("words"))),
    Feature("link text of blocks like it", mean(ALIKE, attrgetter("linked"))),
    Feature("ends of blocks like it", mean(ALIKE, attrgetter("ends"))),
    Feature("how many blocks are beside it", each(lambda sight, number: sight.beside[number].size)),
    Feature("words of blocks beside it", mean(BESIDE, attrgetter("words"))),
    Feature("link text of blocks beside it", mean(BESIDE, attrgetter("linked"))),
    Feature("length of its row", each(run_length)),
    Feature("prose in its row", each(run_prose)),
    Feature("distance from the heading above", heading(lambda _, number, above: number - above)),
    Feature("the vote on the heading above", heading(lambda sight, _, above: voted(sight.facts[above]))),
    Feature("words of the heading above", heading(lambda sight, _, above: words(sight.facts[above]))),
)
"""All evidence, in the order of the columns."""
