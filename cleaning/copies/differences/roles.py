"""Who did what to whom: names that changed places, another person's pronoun, another direction."""

from __future__ import annotations

from collections.abc import Iterator

from cleaning.copies.differences.names import is_capital
from cleaning.copies.differences.view import Found, View, texts
from cleaning.copies.sentences import Text

SWAPPED, PERSON, DIRECTION = 0.85, 0.6, 0.6
PERSONS = (
    frozenset({"he", "him", "his", "himself"}),
    frozenset({"she", "her", "hers", "herself"}),
    frozenset({"i", "me", "my", "mine", "myself"}),
    frozenset({"we", "us", "our", "ours", "ourselves"}),
    frozenset({"you", "your", "yours", "yourself"}),
    frozenset({"they", "them", "their", "theirs", "themselves"}),
    frozenset({"it", "its", "itself"}),
)
CLEAR = frozenset({(0, 1), (1, 0)})
"""Changes of person that no editor makes: he and she."""

DIRECTIONS = frozenset({"from", "to", "by", "against", "for", "into", "towards", "toward"})
TWO = 2
Run = tuple[int, int]


def changed_roles(view: View) -> Iterator[Found]:
    """Names in each other's place, then pronouns and directions."""
    yield from swapped_names(view)
    for block in view.blocks:
        if len(block.a) == 1 == len(block.b):
            n, m = block.a[0], block.b[0]
            one, two = view.a.keys[n], view.b.keys[m]
            ours, theirs = person(one), person(two)
            if ours is not None and theirs is not None and ours != theirs:
                score = PERSON if (ours, theirs) in CLEAR else PERSON / 2
                yield Found(
                    (n, n), (m, m), score, f"“{view.a.written[n]}” became “{view.b.written[m]}”: another person"
                )
            elif one in DIRECTIONS and two in DIRECTIONS and {one, two} != {"to", "toward"}:
                yield directed(view, n, m)


def directed(view: View, n: int, m: int) -> Found:
    """A direction that changed, with the word behind it."""
    a = (n, n + 1) if n + 1 in view.same else (n, n)
    b = (m, m + 1) if m + 1 in view.same.values() else (m, m)
    return Found(a, b, DIRECTION, f"“{texts(view.a, a)}” and “{texts(view.b, b)}”: the direction changed")


def person(key: str) -> int | None:
    """Number of the person that a pronoun stands for."""
    return next((number for number, words in enumerate(PERSONS) if key in words), None)


def swapped_names(view: View) -> Iterator[Found]:
    """Two names that stand in each other's place while all others stay."""
    ours, theirs = runs(view, view.a, view.pair.a), runs(view, view.b, view.pair.b)
    names = ["".join(view.a.keys[first : last + 1]) for first, last in ours]
    others = ["".join(view.b.keys[first : last + 1]) for first, last in theirs]
    shared = set(names) & set(others)
    ours = [run for run, name in zip(ours, names, strict=True) if name in shared]
    theirs = [run for run, name in zip(theirs, others, strict=True) if name in shared]
    names = [name for name in names if name in shared]
    others = [name for name in others if name in shared]
    if len(names) != len(others) or len(set(names)) != len(names) or names == others:
        return
    moved = [k for k, (one, two) in enumerate(zip(names, others, strict=True)) if one != two]
    if (
        len(moved) != TWO
        or names[moved[0]] != others[moved[1]]
        or voice(view.a, view.pair.a) != voice(view.b, view.pair.b)
    ):
        return
    first, second = moved
    if not (taken_place(view, ours[first], theirs[first]) and taken_place(view, ours[second], theirs[second])):
        return
    a, b = (ours[first][0], ours[second][1]), (theirs[first][0], theirs[second][1])
    one, two = texts(view.a, ours[first]), texts(view.a, ours[second])
    yield Found(a, b, SWAPPED, f"“{one}” and “{two}” changed places")


def runs(view: View, copy: Text, words: tuple[int, ...]) -> list[Run]:
    """Runs of words that make a name."""
    found: list[Run] = []
    for n in words:
        if is_capital(view, copy, n):
            if found and found[-1][1] == n - 1 and copy.gap(n - 1) in {" ", " & ", "-"}:
                found[-1] = (found[-1][0], n)
            else:
                found.append((n, n))
    return found


def taken_place(view: View, run: Run, other: Run) -> bool:
    """Do two runs stand beside the same word, or beside words that stand for each other?"""
    beside: tuple[tuple[int, int], ...] = ((run[0] - 1, other[0] - 1), (run[1] + 1, other[1] + 1))
    inside_a, inside_b = set(view.pair.a), set(view.pair.b)
    beside = tuple((n, m) for n, m in beside if n in inside_a and m in inside_b)
    if any(view.a.keys[n] == view.b.keys[m] for n, m in beside):
        return True
    return any(n in exchange.a and m in exchange.b for n, m in beside for exchange in view.exchanges)


def voice(copy: Text, words: tuple[int, ...]) -> int:
    """How many passives with an agent there are."""
    return sum(copy.keys[n] == "by" for n in words)
