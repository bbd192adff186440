"""Prompts known by two kinds of words: a thing ("newsletter") and what to do with it ("sign", "enroll", "inscribe").

Phrase tables know a prompt as it is usually written. What came back from a machine still needs both kinds of words,
stands in a short line, and speaks to the reader.
"""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.evidence import in_tail, word_lists, words_of
from cleaning.rules.phrases import CODE, SPEECH, Found, Test
from cleaning.rules.rule import Judge
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE

LISTS = word_lists("prompts")
ADDRESS = LISTS["address"]
PROMPT_WORDS, NOTICE_WORDS = 16, 45
"""Words of a prompt in a line that is no prose, and of a notice of one or two sentences to the reader."""

JOINTS = frozenset(
    {"a", "an", "the", "this", "our", "your", "here", "please", "to", "on", "for", "in", "at", "of", "and"}
)
"""Small words of a line that says nothing but what the page does."""

CROSSHEAD_WORDS = 2
"""Words of a crosshead that reads like a notice, and paragraphs of its own that it needs."""

OPENING_WORDS = 2
"""How far into the line the first word of an order stands ("please leave")."""

ADDRESS_KEPT = re.compile(
    r"""
    \W* (?: your | the )\s [\w\ -]{0,20} \b (?:e-?\s?mail | mail | address) [\w\ -]{0,30}
        \b (?: not | never | won't ) \b
    | [^.]{0,40} \b (?:required|obligatory|mandatory|necessary|compulsory|needed)\s
        (?:fields|areas|boxes|camps|spaces)\b
    | \W* (?:save|keep|store|remember)\ my\ \w+
    """,
    re.IGNORECASE | re.VERBOSE,
)
VIEWS = re.compile(
    r"""
    \W* (?:the\ |all\ |any\ |this\ |these\ )? (?:[\w'’]+\ )?
    (?:opinions?|views?|information|contents?|article|text|post|comments?|statements?|material)\b [^"]{0,120}?
    \b (?:not|no|never|n't|doesn't|don't|isn't|neither|without)\b [^"]{0,60}?
    \b (?:reflect|represent|constitute|advice|advise|responsib\w+|liab\w+|recommendation|endors\w+|substitute|counsel)
    | \W* (?:[\w'’.-]+\ ){1,5} (?:accepts?|takes?|assumes?|bears?)\ no\ (?:liability|responsibility)\ for\b [^"]{0,40}?
      \b (?:contents?|accuracy|completeness|linked|links|external|third-party|advertis\w+)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)

KEPT_WORDS = frozenset(
    {
        *("not", "never", "won", "required", "obligatory", "mandatory", "necessary", "compulsory", "needed"),
        *("save", "keep", "store", "remember"),
    }
)
READER_WORDS = frozenset(["your", "delivered", "sent", "mailed", "emailed"])
"""Words without which neither ADDRESS_KEPT nor TO_READER has anything to find."""

TO_READER = re.compile(
    r"""
    \b(?: (?:in|into|to|by)\ your\ (?:e-?mail\ )?(?:inbox|in-box|mailbox|e-?mail|phone|feed|device|mobile)
      | (?:delivered|sent|e?mailed)\ (?:to\ you\ )?(?:on\ \w+days?|every|each|daily|weekly)
    )""",
    re.IGNORECASE | re.VERBOSE,
)
NEWS = re.compile(
    r"""\b(?: news | stories | headlines | briefing | newsletter | letter | digest | round-?up | updates | weekly
      | daily | coverage | analysis | best\ of | need\ to\ know | must-reads? | recommendations | picks )\b""",
    re.IGNORECASE | re.VERBOSE,
)


VIEW_WORDS = frozenset(
    {
        *("opinion", "opinions", "view", "views", "information", "content", "contents", "article", "text", "post"),
        *("comment", "comments", "statement", "statements", "material", "liability", "responsibility"),
    }
)
"""Words without which VIEWS finds nothing."""


def lists_of(kind: Kind) -> tuple[frozenset[str], ...]:
    """The lists of words by which a kind is known, that of the thing first."""
    return tuple(words for name, words in LISTS.items() if name.split()[0] == kind.value)


def things(kind: Kind) -> frozenset[str]:
    """Words without one of which nothing is a prompt of this kind."""
    return lists_of(kind)[0]


def prompt(kind: Kind) -> Test:
    """A test for lines that hold words of every list of this kind."""
    lists = lists_of(kind)

    def test(line: Line, article: Article) -> Found:
        del article
        shape = line.shape
        if shape.words > (NOTICE_WORDS if shape.is_prose else PROMPT_WORDS) or '"' in shape.piece.text:
            return None
        words = shape.tokens
        if lists[0].isdisjoint(words) or any(group.isdisjoint(words) for group in lists[1:]):
            return None
        found = tuple(next(word for word in words if word in group) for group in lists)
        if SPEECH.search(shape.piece.text):
            return None
        orders = any(word in lists[1] for word in words[:OPENING_WORDS])
        to_reader = not ADDRESS.isdisjoint(words)
        return weigh(line, found, orders=orders, to_reader=to_reader)

    return test


def weigh(line: Line, found: tuple[str, ...], *, orders: bool, to_reader: bool) -> Found:
    """An order to the reader is sure; one of the two cuts a short line; a paragraph needs both."""
    terms = (f"cue: {', '.join(found)}", *(("shape: speaks to the reader",) if orders or to_reader else ()))
    if orders and to_reader:
        return SURE, terms
    if line.shape.is_prose or not (orders or to_reader):
        return None
    return STRONG, terms


STORY_WORDS = 6
"""Words of a sentence that is the story's, before a prompt on the same line."""


def mechanics(kind: Kind) -> Test:
    """The words of a line's parts say what it is, without any order: used where nothing else has such words."""
    lists = lists_of(kind)
    has_place, listed = len(lists) > len(("thing", "act")), frozenset[str]().union(*lists)

    def test(line: Line, article: Article) -> Found:
        del article
        if line.shape.words > PROMPT_WORDS or line.shape.is_prose or '"' in line.shape.piece.text:
            return None
        if line.shape.block.tag in CODE:
            return None
        words = line.shape.tokens
        if lists[0].isdisjoint(words) or any(group.isdisjoint(words) for group in lists[1:]):
            return None
        if opens_with_story(line, listed):
            return None
        found = tuple(next(word for word in words if word in group) for group in lists)
        nothing_else = has_place and all(word in JOINTS or any(word in group for group in lists) for word in words)
        if has_place and line.shape.ends_sentence and not nothing_else:
            return None  # "The story of the net continues below the surface."
        return (SURE if nothing_else else STRONG), (f"cue: {', '.join(found)}", "shape: a short line")

    return test


def opens_with_story(line: Line, words: frozenset[str]) -> bool:
    """A sentence without any of these words stands before the last part of the line, which is judged by itself."""
    parts = [piece.start for piece in line.pieces if not piece.whole and piece.start]
    said = words_of(line.text[: parts[0]].casefold()) if parts else []
    return len(said) >= STORY_WORDS and words.isdisjoint(said)


def address_kept(line: Line, article: Article) -> Found:
    """What a form says about the reader's address and its fields."""
    del article
    if line.shape.words > NOTICE_WORDS or KEPT_WORDS.isdisjoint(line.shape.tokens):
        return None
    found = ADDRESS_KEPT.match(line.shape.piece.text)
    if found is None or SPEECH.search(line.text):
        return None
    return (SURE if in_tail(line) else STRONG), (f"cue: {found[0].strip()}",)


def delivered(line: Line, article: Article) -> Found:
    """What comes to the reader's own mailbox or telephone, and what it is: the outlet's letter praises itself."""
    del article
    if line.shape.words > NOTICE_WORDS or READER_WORDS.isdisjoint(line.shape.tokens) or SPEECH.search(line.text):
        return None
    text = line.shape.piece.text
    found = TO_READER.search(text)
    if found is None or '"' in text or text.casefold().startswith(("if ", "when ", "after ")):
        return None
    news = NEWS.search(text)
    terms = (f"cue: {found[0]}", *((f"cue: {news[0]}",) if news else ()))
    return (SURE if news else STRONG, terms) if news or line.shape.words <= PROMPT_WORDS else None


def unless_section(judge: Judge) -> Judge:
    """The judge's opinions, but none of a word or two over paragraphs of the story: a crosshead "Disclaimer"."""

    def judged(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        found = judge(line, article, context)
        if not found or line.shape.words > CROSSHEAD_WORDS or line.place is not Place.BETWEEN:
            return found
        below = line.shapes[line.index + 1 : line.index + 1 + CROSSHEAD_WORDS]
        own = all(shape.is_prose and not VIEWS.match(shape.piece.text) for shape in below)
        return () if own and len(below) == CROSSHEAD_WORDS else found

    return judged


def not_ours(line: Line, article: Article) -> Found:
    """Whose views these are not, and what the text is no substitute for, at either end of the page."""
    del article
    if line.shape.words > NOTICE_WORDS or not (in_tail(line) or line.place is Place.OPENING):
        return None
    found = VIEWS.match(line.shape.piece.text)
    if found is None or SPEECH.search(line.text):
        return None
    return SURE, (f"cue: {found[0].strip()[:60]}", "place: at an end of the page")
