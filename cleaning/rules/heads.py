"""What stands over a story: the headline again, who wrote it, when and where."""

from __future__ import annotations

import re
from functools import lru_cache

from cleaning.corrections import correction_cue
from cleaning.lines import Line, Place, Shape
from cleaning.rules.authors import BIO
from cleaning.rules.evidence import SECTIONS, head_mark, is_agency, is_heading, is_names, word_lists, words_of
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import STRONG, SURE, WEAK
from cleaning.wording import fold, is_caseless, tokens_in

TITLE_PARTS = re.compile(r"\s[|–—·•:»/-]+\s|\s*\|\s*")
TITLE_WORDS = 60
TITLE_PART_WORDS = 3
"""Words of the longest headline; words from which a part of it counts: a shorter one is an outlet or a kicker."""

TITLE_LIKENESS = 0.8
TITLE_LINES = 6
"""Share of words in common, and how far from the top, for a line to be the headline in other words."""

BY = re.compile(
    r"""
    (?: by | von | par | por | di | da | door | av | af | oleh | text | story | words | yazan | автор | текст
      | (?:posted|written|published|reported|report|edited|reviewed|transcribed|compiled|curated|produced|outlined)\ by
      | (?:photos?|photographs?|pictures|images|words|text|story|video)\ (?:and|&|\+)\ (?:photos?|photographs?
          |photography|pictures|words|text|story|video)\ by | (?:live\ )?updates\ by
      | (?:an?\ )?(?:special\ |photo\ |exclusive\ )? (?:investigation|analysis|essay|interview|dispatch|feature)\ by
      | authors? | autor(?:in)? | auteur | autore | rédigé\ par | escrito\ por | geschreven\ door | autor\ tekstu
      | tác\ giả
    ) \s* :? \s+ (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
DESK = re.compile(
    r"""\b(?:
      news\ (?:service|desk) | newsroom | web\ desk | desk | bureau | staff(?:\ (?:writer|reporter))? | correspondent
    | reporter | writer | editor | team | authors? | agency | agencies
    | (?:from\ )?our\ (?:own\ |special\ |staff\ )?correspondents? | (?:von|van)\ (?:unserer|unserem|onze)\ \w+
    | redaktion | redaction | redazione | redacción | rédaction | redactie | redakcja | редакция
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
SUMMARIES = 1
"""Paragraphs that may stand over a byline: a summary, or what a picture shows."""

BYLINE_WORDS, DESK_WORDS = 16, 8
"""Words of a byline with posts and places, and of one that names a desk."""

CASELESS_NAME = 5
"""Words behind "By" in a script without capitals, that word included."""

MAIL = re.compile(r"\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SIGNED = re.compile(r"[^\W\d_][^@:\n]{1,40}[\s|(=]\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+[)\s]*")
SIGNED_WORDS = 9
"""A writer's name and post, and where to write to; its words, those of the address included."""

PLACES = frozenset({"road", "street", "avenue", "park", "stadium", "arena", "hall", "square", "lane", "city", "centre"})
"""Last words of places that look like a person's name."""

PENS = "✍🖊🖋📝"
"""Signs before the name of who wrote it."""

JOINED = re.compile(r",\s|\s(?:&|\+|and|und|et|og|och|en)\s")
"""What stands between the names of several writers, and between a name and an outlet."""

OUTLET_WORDS = 3
"""Words of the outlet behind a writer's name."""

NAME_WORDS = frozenset({2, 3})
TAIL_NAMES = 4
"""Lines from the end in which an author is named once more."""

NUMERIC_DATE = re.compile(
    r"\d{1,4}\s?[./-]\s?\d{1,2}\s?[./-]\s?\d{2,4}|\d{4}\s?[年년]\s?\d{1,2}\s?[月월]|\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}h\d{2}\b"
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b|\b\d{1,2}h\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
HOUR = re.compile(r"\d{1,2}[:.h]\d{2}(?!\d)")
"""An hour of the day anywhere in a line; in figures, for the start of one."""

DATES = word_lists("dates")
AGO, UNIT = word_lists("words")["ago"], word_lists("words")["unit"]
LABELS = DATES["label"] - word_lists("words")["undated"]
"""Words that only a publication's date has before it."""

SOURCE = re.compile(
    r"(?:\b(?:source|quelle|fuente|fonte|źródło|πηγ[ήη]|источник|джерело|kaynak|nguồn)|[来來稿]源|出典|출처|منبع)\s?[:：]",
    re.IGNORECASE,
)
SOURCE_REST = 6
"""Words beside the date of a line that names a source as well."""

DATE_WORDS = 18
DATE_REST = 3
"""Words of a line with a date, and how many of them may be something else when a label says what date it is."""

LAST_LINES, HOURS = 4, 2
DIARY_REACH = 6
"""Lines from the end within which a date is the page's; lines that open with an hour up to which they make no diary;
lines around a date in which others make it one of the heads of a diary."""

PLACE_WORDS, CAPITAL_PLACE = 7, 3
HEAD_BELOW = 3
"""Lines below a place of which one is the story's first paragraph; a date or a credit may come between."""

ROW_BELOW = 2
"""Lines below a place in capitals of which one is a paragraph."""

PROVINCES = word_lists("words")["province"]
DIGIT = re.compile("[0-9]")
DAY = re.compile(r"[\d.:]+(?:st|nd|rd|th)?")
PLACE_LINE = re.compile(
    r"""
    [^\W\d_] [\w.'\ -]{1,30}                          # a place
    (?: \s* [,/] \s* [^\W\d_] [\w.'\ -]{1,30} ){0,2}  # a country, a second place
    \s* (?: \( ([^()]{2,40}) \) )? \s* [-–—:.]*       # an agency, a dash
    """,
    re.VERBOSE,
)
STANDFIRST_MARKS = word_lists("words")["standfirst"]
SAID_BY, SAID_WHEN = word_lists("words")["said by"], word_lists("words")["said when"]
STANDFIRST_LINES, STANDFIRST_WORDS = 3, 5


def title_repeat(line: Line, article: Article) -> Found:
    """The headline, or a part of it between the signs that part headline, kicker and outlet."""
    shape = line.shape
    if not article.title or shape.words > TITLE_WORDS:
        return None
    if (shape.is_prose or line.index >= TITLE_LINES) and shape.tokens not in spellings_of(article.title):
        return None
    title, own = folded(article.title), folded(line.text)
    if not own or (shape.is_prose and own != title) or (not line.index and reads_title(article)):
        return None
    if own == title:
        heads_part = is_heading(shape) and shape.block.tag != "h1" and line.place is Place.BETWEEN
        return STRONG if heads_part else SURE, ("title: the headline again",)
    if len(own) >= TITLE_PART_WORDS and own in parts_of(article.title):
        return SURE, ("title: a part of the headline again",)
    return reworded(line, likeness(own, title)) if line.index < TITLE_LINES else None


def reads_title(article: Article) -> bool:
    """The headline is the first line of a text without markup: a guess for want of another one."""
    first = next(iter(article.lines), None)
    return first is not None and not first.tag and first.aligned and first.text == article.title


def reworded(line: Line, alike: float) -> Found:
    """The headline in nearly the same words, near the top."""
    top = line.shape.block.tag == "h1"
    if alike >= TITLE_LIKENESS and line.place is not Place.CLOSING:
        return SURE if top else STRONG + WEAK, ("title: the headline in nearly the same words",)
    return (STRONG, ("tag: h1", "title: words of the headline")) if top and alike >= TITLE_LIKENESS / 2 else None


@lru_cache(maxsize=512)
def folded(text: str) -> tuple[str, ...]:
    """Words without case and signs."""
    return tuple(word.casefold().replace("’", "'") for word in words_of(text))


@lru_cache(maxsize=64)
def tokens_of(title: str) -> tuple[str, ...]:
    """The headline's tokens, as a shape has them."""
    return tokens_in(fold(title))


@lru_cache(maxsize=64)
def spellings_of(title: str) -> frozenset[tuple[str, ...]]:
    """Tokens of the headline and of each of its parts: what has others is neither."""
    return frozenset(map(tokens_of, (title, *cuts_of(title))))


@lru_cache(maxsize=64)
def parts_of(title: str) -> tuple[tuple[str, ...], ...]:
    """The headline cut before or behind each of its dividing signs."""
    return tuple(map(folded, cuts_of(title)))


def cuts_of(title: str) -> list[str]:
    """What stands before and behind each of the headline's dividing signs."""
    return [part for cut in TITLE_PARTS.finditer(title) for part in (title[: cut.start()], title[cut.end() :])]


def likeness(one: tuple[str, ...], other: tuple[str, ...]) -> float:
    """Share of words in common, 0 when one of them is too short to tell."""
    if min(len(one), len(other)) <= TITLE_PART_WORDS:
        return 0.0
    return len(set(one) & set(other)) / max(len(set(one)), len(set(other)))


def byline(line: Line, article: Article) -> Found:
    """Who wrote it, alone on the line."""
    text, words = line.text, line.shape.words
    if words > BYLINE_WORDS or line.shape.is_prose:
        return None
    by = BY.match(text)
    name = MAIL.sub("", text[by.end() :]) if by else ""
    if by and is_names(name) and not is_agency(name, line, article):
        beside = any(shape is not None and shape.is_prose for shape in (line.previous, line.following))
        sure = line.place is not Place.BETWEEN or (beside and words > min(NAME_WORDS))
        labelled = by[0].rstrip()[-1] == ":"  # no crosshead reads so
        over = words > min(NAME_WORDS) and line.prose_before <= SUMMARIES  # nor does one stand so early
        weight = SURE if beside and (labelled or over) else STRONG if sure else WEAK
        return weight, (f"cue: {by[0].strip()}", "shape: only names follow")
    same = article.byline is not None and line.shape.tokens == tokens_of(article.byline)
    if article.byline and same and folded(text) == folded(article.byline):
        return STRONG, ("byline: the author's name alone",)
    return signed(line) or (unsaid(line) if line.place is Place.OPENING and not is_heading(line.shape) else None)


def signed(line: Line) -> Found:
    """Who wrote it by other signs than capitals: the class of the element, an address for mail, the word before it."""
    text, words, by = line.text, line.shape.words, BY.match(line.text)
    if by and words <= CASELESS_NAME and line.place is Place.OPENING and is_caseless(text[by.end()]):
        return STRONG + WEAK, (f"cue: {by[0].strip()}", "shape: a name in a script without capitals")
    if words <= SIGNED_WORDS and line.place is not Place.BETWEEN and SIGNED.fullmatch(text):
        return STRONG, ("shape: a name with an address for mail", f"place: {line.place}")
    if words <= DESK_WORDS and not line.shape.ends_sentence and (mark := head_mark(line, SAID_BY)):
        return SURE, (f"class: {mark}", f"place: {line.place}")
    return None


def unsaid(line: Line) -> Found:
    """A desk, or names, that stand over the story without a "by"."""
    text = line.text
    if line.shape.words <= DESK_WORDS and DESK.search(text) and is_names(DESK.sub("Desk", text)):
        return STRONG, ("shape: names an editorial desk", f"place: {line.place}")
    if text.isupper():  # a name in capitals looks like any other word
        return None
    if text[0] in PENS and is_names(text):
        return STRONG, (f"cue: {text[0]}", "shape: only names follow")
    return persons(line)


def persons(line: Line) -> Found:
    """Several people, or one with or without an outlet whom a date or the last lines tell as the writer."""
    first, *others = JOINED.split(line.text)
    if not is_person(first):
        return None
    if others and all(map(is_person, others)):
        return STRONG, ("shape: names joined", f"place: {line.place}")
    few = sum(len(words_of(other)) for other in others) <= OUTLET_WORDS
    if few and is_names(DAY.sub(" ", line.text)) and signed_elsewhere(line):
        return STRONG, ("shape: a name alone", "block: beside a date, or named again at the end")
    return None


def is_person(text: str) -> bool:
    """Two or three capitalised words that are no place."""
    words = words_of(text)
    return len(words) in NAME_WORDS and is_names(text) and PLACES.isdisjoint(map(str.casefold, words))


def signed_elsewhere(line: Line) -> bool:
    """A date stands next to the name, or one of the last lines opens with it."""
    name = line.shape.folded
    beside = [shape for shape in (line.previous, line.following) if shape is not None]
    last = line.shapes[max(line.index + 1, len(line.shapes) - TAIL_NAMES) :]
    named = (shape for shape in last if shape.folded.startswith(name + " "))
    dated = (is_date(shape) or (is_nearly_date(shape) and not LABELS.isdisjoint(shape.tokens)) for shape in beside)
    return any(dated) or any(BIO.match(shape.block.text) for shape in named)


def is_date(shape: Shape) -> bool:
    """Only a date or a time and the words that go with them."""
    return shape.words <= DATE_WORDS and date_rest(shape) == 0


def date_rest(shape: Shape) -> int | None:
    """How many words of a line with a date are not part of it; None when it has no date."""
    if (shape.folded.isascii() and not DIGIT.search(shape.folded)) or not any(
        word[0].isdigit() for word in shape.tokens
    ):
        return None
    words = [word.casefold().rstrip(".") for word in words_of(shape.block.text)]
    ago = not AGO.isdisjoint(words) and not UNIT.isdisjoint(words)
    if not (ago or not DATES["month"].isdisjoint(words) or NUMERIC_DATE.search(shape.block.text)):
        return None
    known = (DATES["month"], DATES["time"], DATES["label"])
    return sum(not word[0].isdigit() and not any(word in group for group in known) for word in words)


def timestamp(line: Line, article: Article) -> Found:
    """When it was published, alone on the line. A date between paragraphs may head an entry of a diary: it stays."""
    del article
    shape = line.shape
    if shape.words > DATE_WORDS or (rest := date_rest(shape)) is None:
        return None
    label = next((word for word in shape.folded.replace(":", " ").split() if word in LABELS), None)
    if label and rest <= (DATE_REST if line.place is not Place.BETWEEN else 0):
        return STRONG + WEAK, (f"cue: {label}", "shape: a date and little else")
    if rest <= DATE_REST and (mark := head_mark(line, SAID_WHEN)):
        return STRONG + WEAK, (f"class: {mark}", "shape: a date and little else")
    if line.place is Place.OPENING and rest <= SOURCE_REST and (cue := SOURCE.search(line.text)):
        return STRONG, (f"cue: {cue[0].strip()}", "shape: a date and a source")
    opening = line.place is Place.OPENING
    if opening and rest and rest <= DATE_REST and is_moment(shape) and not shape.ends_sentence:
        return STRONG, ("shape: a day, an hour and little else", f"place: {line.place}")
    outside = opening or (line.place is Place.CLOSING and line.left < LAST_LINES)
    alone = not rest and outside and not is_one_of_many(line)
    return (STRONG, ("shape: a date alone", f"place: {line.place}")) if alone else None


def is_dated(line: Line) -> bool:
    """A line over the first paragraph with a date and little else: no heading and no row of the story."""
    return line.place is Place.OPENING and is_nearly_date(line.shape)


def is_nearly_date(shape: Shape) -> bool:
    """A date and little else."""
    rest = date_rest(shape) if shape.words <= DATE_WORDS else None
    return rest is not None and rest <= DATE_REST


def is_moment(shape: Shape) -> bool:
    """It has a day and an hour."""
    return CLOCK.search(shape.block.text) is not None and not DATES["month"].isdisjoint(shape.tokens)


def is_one_of_many(line: Line) -> bool:
    """Dates stand between the paragraphs near it too, or hours alone elsewhere: the heads of a live blog or a diary."""
    if HOUR.fullmatch(line.text) and sum(HOUR.match(shape.block.text) is not None for shape in line.shapes) > HOURS:
        return True
    around = line.shapes[max(0, line.index - DIARY_REACH) : line.index + DIARY_REACH + 1]
    prose = [number for number, shape in enumerate(around) if shape.is_prose]
    return bool(prose) and any(is_date(shape) for shape in around[prose[0] : prose[-1]])


def dateline(line: Line, article: Article) -> Found:
    """Where it was reported from, alone on the line before the first paragraph."""
    shape, below = line.shape, line.shapes[line.index + 1 : line.index + 1 + HEAD_BELOW]
    if shape.words > PLACE_WORDS or line.place is not Place.OPENING or not any(other.is_prose for other in below):
        return None
    found = PLACE_LINE.fullmatch(line.text)
    if found is None or is_heading(shape) or not SECTIONS.isdisjoint(shape.folded.replace("/", " ").split()):
        return None
    if article.dateline and shape.folded.startswith(article.dateline.casefold()):
        return STRONG, ("dateline: the place the story names",)
    if found[1] and is_agency(found[1], line, article):
        return STRONG, ("shape: a place and an agency",)
    seen = places(line)
    return (STRONG, (f"shape: {seen}", f"place: {line.place}")) if seen else None


def places(line: Line) -> str | None:
    """How a line says where without saying so: a place and a date, several places, a place in capitals."""
    text = line.text
    place, _, last = text.rstrip(" :–—-").rpartition(",")
    if place and date_rest(line.shape) is not None and is_names(DAY.sub(" ", text)):
        return "a place and a date"
    if place and is_names(place) and (after := named_after(last.strip().casefold())):
        return after
    if text.rstrip(" :.–—-").isupper() and line.shape.words <= CAPITAL_PLACE and not heads_rows(line):
        return "a place in capitals"
    several = "/" in text or ("," in text and text.split(",", 1)[0].isupper())
    return "places alone" if several and is_names(text) else None


def heads_rows(line: Line) -> bool:
    """A day, or words over a short line of the story: results, a diary, a listing."""
    below = line.shapes[line.index + 1 : line.index + 1 + ROW_BELOW]
    return not DATES["time"].isdisjoint(line.shape.tokens) or not any(shape.is_prose for shape in below)


def named_after(last: str) -> str | None:
    """What stands behind a place and a comma."""
    return "a place and its province" if last in PROVINCES else "a place and a day" if last in DATES["time"] else None


def is_standfirst(line: Line, article: Article) -> Found:
    """The summary under the headline: marked so by the page, or the page's own description. It stays."""
    said = folded(article.description or "")
    if line.index < STANDFIRST_LINES and len(said) >= STANDFIRST_WORDS and said == folded(line.text):
        return WEAK, ("description: the page says the same of itself",)
    mark = next((mark for mark in line.marks if mark in STANDFIRST_MARKS), None)
    if mark is None or line.index > STANDFIRST_LINES or line.shape.words < STANDFIRST_WORDS:
        return None
    return WEAK, (f"marks: {mark}",)


def is_correction(line: Line, article: Article) -> Found:
    """What the outlet took back. It belongs to the story and stays."""
    del article
    cue = correction_cue(line.text)
    return None if cue is None else (WEAK, (f"cue: {cue}",))
