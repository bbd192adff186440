"""How pages word what they say to readers, learned: a linear model of a line's words and outline.

It speaks where no phrase foresees the line. Made by `copydesk train lines` from lists of litter lines, of sentences
like them, and genuine texts. It reads English lines that are no paragraphs, and paragraphs near the end or with a word
to the reader; what it finds is a log odds, told with the words that weigh most.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from cleaning.lines import Line, Place, Shape
from cleaning.rules.evidence import in_tail, is_heading, is_row, word_lists
from cleaning.rules.heads import is_correction
from cleaning.rules.outlines import OUTLINE_WORDS, outlines
from cleaning.rules.phrases import CODE
from cleaning.scene import Scene
from cleaning.values import Article, Context, CopydeskError, Kind, Opinion
from cleaning.verdict import STRONG, SURE, WEAK
from cleaning.wording import straighten

FORMAT = 4
MANNER_WORDS = 60
"""Words of the longest line that is read."""

READ_CHARACTERS = 600
TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[@#]\w+|\d[\d.,:/-]*|[^\w\s]")
ADDRESSED = re.compile(rf"https?://\S+|www\.\S+|[\w.+-]+@[\w-]+\.[\w.-]*\w|{TOKEN.pattern}")
"""Words, accounts, figures, signs; and addresses, which few lines hold."""

CLASSES = frozenset(("<mail>", "<link>", "<account>"))
"""Classes that say something by themselves; names, figures and signs do not."""

READER = word_lists("words")["reader"]
"""Words with which an English page speaks to its reader."""

KNOWN = word_lists("words")["page name"]
"""Words that are read as they are though a capital opens them: any other is a name."""

POINTS, REFERENCES = frozenset(("see", "cf", "compare", "consult")), word_lists("words")["reference"] - READER
POINT_REACH = 3
"""Words that point to a passage, those that open what they point to, and among how many words of a line both stand."""

ENGLISH = frozenset(("the", "your", "our", "this", "you", "and"))
"""Small words of English by which a line is known where its article's language is not."""

LIKELY, SURELY = 1.8, 2.5
"""Log odds from which a line behind the story is litter, and from which a paragraph, or a line before its end."""

CERTAIN = 4.5
"""Log odds from which a line goes though it might be a crosshead or one of a row."""

DOUBT, FLANKED_DOUBT = 1.0, 3.0
"""How far below it is suspected and needs another term to go, and how far among lines that go."""

STANZA, STANZA_LINES = 3.5, 2
"""Log odds from which a line is litter beside so many short ones that are worded like a story: verse, a list."""

ALIKE = {word: f"~{group}" for group, words in word_lists("alike").items() for word in sorted(words)}
"""The group of a word for which pages put others."""

COMMON = frozenset(("~you", "~us", "~more", "~want"))
"""Groups, and senses in other languages, that any text holds: they are not counted."""

MANY_GROUPS = 6
"""Groups from which it does not matter how many more a line holds."""

USUAL, FORM = 0.1, 4.0
"""Share of an article's lines that are short and worded like a story up to which it is a usual one; what each unit more
adds to the borders, since a recipe, a transcript, a page of results has lines that no usual story has."""

HOPELESS = -2.0
"""Log odds by words and looks alone below which pairs make litter of one line in a hundred: 24 in 25 of a story."""

TOLD, OUTLINE = 3, "its outline"
"""Words that are told as a reason; what stands for all figures of the outline among them."""

QUARTERS = 4
"""Steps in which shares are read."""

FEW, STEP, MANY = 4, 5, 8
"""Words that are counted one by one, words a step from there on, and the last step."""


class MannerError(CopydeskError):
    """The model cannot be used."""


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """The model.

    Attributes:
        base: log odds of a line before anything is read.
        weights: what each figure adds.
        kinds: for a figure, what it adds to the odds of kinds of litter; "" holds the odds before anything is read.
    """

    base: float
    weights: Mapping[str, float]
    kinds: Mapping[str, Mapping[str, float]]

    def odds(self, figures: Iterable[str]) -> float:
        """Log odds that the line is litter."""
        return self.base + sum(self.weights.get(figure, 0.0) for figure in figures)

    def told(self, figures: Mapping[str, str]) -> tuple[str, ...]:
        """The words of the line that speak most for litter, in quotation marks, or its outline; strongest first."""
        said = defaultdict[str, float](float)
        for figure, words in figures.items():
            if words:
                said[words] += self.weights.get(figure, 0.0)
        strongest = sorted(((weight, words) for words, weight in said.items()), reverse=True)
        return tuple(words if words is OUTLINE else f"“{words}”" for weight, words in strongest[:TOLD] if weight > 0)

    def kind(self, figures: Collection[str], *, lead: float = 0.0) -> Kind:
        """The kind of litter that uses such words; `other` where it leads the next one by less log odds than asked."""
        total = defaultdict[str, float](float)
        for figure in ("", *sorted(self.kinds.keys() & figures)):
            for kind, weight in self.kinds.get(figure, {}).items():
                total[kind] += weight
        likeliest = sorted(total, key=lambda kind: -total[kind])
        if not likeliest or any(total[likeliest[0]] - total[other] < lead for other in likeliest[1:2]):
            return Kind.OTHER
        return Kind(likeliest[0])


def manner_of(stored: Mapping[str, Any]) -> Manner:
    """The model from what its file holds.

    Raises:
        MannerError: the file is of another format.
    """
    if stored.get("format") != FORMAT:
        raise MannerError("the model of wording is of another format: make it anew, `copydesk train lines` or abroad")
    order, told = stored["order"], stored["kinds"]
    kinds = {
        name: {order[number]: odds for number, odds in zip(row[::2], row[1::2], strict=True)}
        for name, row in told.items()
    }
    return Manner(float(stored["base"]), stored["weights"], kinds)


def shipped(name: str) -> Manner | None:
    """A model that ships with copydesk, beside the rules; None where its file was taken out."""
    file = resources.files("cleaning.rules") / name
    return manner_of(json.loads(file.read_text(encoding="utf-8"))) if file.is_file() else None


@cache
def read_manner() -> Manner | None:
    """The model of English, read when the first line asks; None where it was taken out."""
    return shipped("manner.json")


def is_read(line: Line, article: Article) -> bool:
    """The model has something to say about the line."""
    return is_english(line.shape, article) and is_open(line)


def is_open(line: Line) -> bool:
    """It may be litter by its length, its element and its place."""
    shape = line.shape
    if not 0 < shape.words <= MANNER_WORDS or shape.block.tag in CODE:
        return False
    if is_row(shape) or is_reference(shape) or (is_heading(shape) and line.place is not Place.CLOSING):
        return False
    if shape.is_prose:
        return in_tail(line) or not READER.isdisjoint(shape.tokens)
    if line.place is not Place.BETWEEN or line.flanks:
        return True
    return any(other and other.is_prose for other in (line.previous, line.following))


def is_reference(shape: Shape) -> bool:
    """It points to a passage, as notes and law reports do: "See also the note at page 311"."""
    return (
        shape.is_prose
        and not POINTS.isdisjoint(shape.tokens[:1])
        and not REFERENCES.isdisjoint(shape.tokens[1:POINT_REACH])
    )


def in_stanza(line: Line, odds: Callable[[str], float]) -> bool:
    """The two short lines before it, or behind it, are like a story, by the log odds of their texts."""
    before = line.shapes[max(0, line.index - STANZA_LINES) : line.index]
    behind = line.shapes[line.index + 1 : line.index + 1 + STANZA_LINES]
    return any(
        len(side) == STANZA_LINES and all(not shape.is_prose and odds(shape.piece.text) < 0 for shape in side)
        for side in (before, behind)
    )


def is_english(shape: Shape, article: Article) -> bool:
    """The article is English, or nobody can tell and the line holds a small word of English."""
    return article.language == "en" or (article.language is None and not ENGLISH.isdisjoint(shape.tokens))


def figures_of(line: Line) -> dict[str, str]:
    """All that the model reads, what is seen at a glance, pairs of words and the outline, and how each is told.

    Looks, and that a word opens or closes the line, are not told.
    """
    shape, row = line.shape, row_of(line.shape.piece.text)
    has_outline = shape.words <= OUTLINE_WORDS and not shape.is_prose
    outline = dict.fromkeys(outlines(shape.piece.text), OUTLINE) if has_outline else {}
    return dict.fromkeys((*looks_of(line), counted(row)), "") | worded(row) | outline


def glance_of(line: Line) -> dict[str, str]:
    """Words, their groups, and what the line looks like; figures of looks begin with "#"."""
    row = row_of(line.shape.piece.text)
    return dict.fromkeys((*looks_of(line), counted(row)), "") | single(row)


def counted(row: Sequence[str]) -> str:
    """How many groups of words the line holds, in steps."""
    return f"#groups {min(MANY_GROUPS, len({ALIKE[word] for word in row if word in ALIKE} - COMMON))}"


def worded(row: Sequence[str]) -> dict[str, str]:
    """Single words and pairs of them."""
    return single(row) | dict(pairs_of(row))


def single(row: Sequence[str]) -> dict[str, str]:
    """Words and their groups."""
    words = {token: token for token in row if speaks(token)}
    return words | {ALIKE[word]: word for word in words if word in ALIKE}


def row_of(text: str) -> list[str]:
    """The line's tokens between signs for its two ends."""
    return ["[", *tokens_of(text), "]"]


def speaks(token: str) -> bool:
    """A word, an address or an account; names, figures and signs say nothing."""
    return token[0].isalpha() or token in CLASSES


def pairs_of(row: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Neighbours of which one says something, as they are and by their groups, each with the words of the line."""
    said, groups = [speaks(token) for token in row], [ALIKE.get(token, token) for token in row]
    for place in range(len(row) - 1):
        left, right = row[place], row[place + 1]
        if said[place] or said[place + 1]:
            pair = f"{left} {right}"
            words = pair if left != "[" and right != "]" else ""
            yield pair, words
            if groups[place] != left or groups[place + 1] != right:
                yield f"{groups[place]} {groups[place + 1]}", words


def tokens_of(text: str) -> list[str]:
    """Words without case, names that open no line as "<name>", and what is no word as its class."""
    pattern = ADDRESSED if "@" in text or "www." in text or "://" in text else TOKEN
    tokens, shouts = pattern.findall(text, 0, READ_CHARACTERS), text.isupper()
    found = [token.casefold() if token.isalpha() else class_of(token) for token in tokens]
    if not shouts:
        for place in range(1, len(tokens)):
            if tokens[place][0].isupper() and found[place] not in KNOWN and found[place] not in CLASSES:
                found[place] = "<name>"
    return found


def class_of(token: str) -> str:
    """The class of what is no mere word; a word with an apostrophe, and a sign, are their own.

    >>> class_of("ada@vela.example"), class_of("@ada"), class_of("3.5"), class_of("!"), class_of("You'll")
    ('<mail>', '<account>', '<n>', '!', "you'll")
    """
    if token[0].isdigit():
        return "<n>"
    if token[0] in "@#" and len(token) > 1:
        return "<account>"
    if "@" in token[1:]:
        return "<mail>"
    return "<link>" if "://" in token or token.startswith("www.") else token.casefold()


def looks_of(line: Line) -> Iterator[str]:
    """Length, end, place, capitals, topic, and how many short lines around it, in steps."""
    shape, text = line.shape, line.shape.piece.text
    ending = text.rstrip()[-1:]
    yield f"#words {min(MANY, shape.words if shape.words < FEW else FEW - 1 + shape.words // STEP)}"
    yield f"#ends {ending if not ending.isalnum() else ''}"
    yield f"#place {'tail' if in_tail(line) else line.place.name.lower()}"
    yield f"#capitals {int(shape.capitals * QUARTERS)}"
    yield f"#topic {'' if line.topic is None else int(line.topic * QUARTERS)}"
    yield f"#short {int(short_lines(line.scene) * QUARTERS)}"
    if '"' in text:
        yield "#quoted"


@lru_cache(maxsize=8)
def short_lines(scene: Scene) -> float:
    """Share of the article's lines that are no paragraphs, 0..1: many where it is a recipe, a transcript, a list."""
    return scene.prose.count(False) / max(1, len(scene.prose))


@lru_cache(maxsize=8)
def short_story(scene: Scene, model: Manner) -> float:
    """Share of the article's lines that are no paragraphs and are worded like a story, 0..1."""
    return story_share(scene, lambda text: model.odds(worded(row_of(straighten(text)))))


def story_share(scene: Scene, odds: Callable[[str], float]) -> float:
    """Share of the article's lines that are no paragraphs and like a story by the log odds of their texts, 0..1."""
    short = [block.text for block, is_prose in zip(scene.lines, scene.prose, strict=True) if not is_prose]
    return sum(odds(text) < 0 for text in short) / max(1, len(scene.lines))


def manner(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """What the model makes of the whole line."""
    del context
    if not is_read(line, article) or (model := read_manner()) is None or is_correction(line, article):
        return ()
    if model.odds(glance_of(line)) < HOPELESS:
        return ()
    figures, is_prose = figures_of(line), line.shape.is_prose
    odds, border = model.odds(figures), SURELY if is_prose or not in_tail(line) else LIKELY
    if odds < border - FLANKED_DOUBT:  # whatever else the article holds
        return ()
    border += FORM * max(0.0, short_story(line.scene, model) - USUAL)
    doubt = FLANKED_DOUBT if line.flanks else DOUBT
    if odds >= border - doubt and not is_prose and in_stanza(line, lambda text: model.odds(worded(row_of(text)))):
        border = max(border, STANZA)
    if odds < border - doubt:
        return ()
    words = ", ".join(model.told(figures)) or "its looks"
    certain = is_prose or odds >= CERTAIN  # the border for a paragraph is higher
    weight = WEAK if odds < border else SURE if certain else STRONG
    return (Opinion(0, len(line.text), model.kind(figures), weight, (f"wording: {words}",)),)
