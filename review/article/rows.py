"""The article's rows of the desk's tables: its pages, what can be done on them, and the page as it was fetched."""

from __future__ import annotations

from review.article import verdicts
from review.article.article import article
from review.article.line import line
from review.copies.beside import beside
from review.copies.siblings import siblings
from review.history.fetched import fetched, picture
from review.history.history import history
from review.keys import ARTICLE_KEYS, BESIDE_KEYS
from review.view import Action, File, Parameter, View

ARTICLE = "/articles/{article:int}"
FROM = Parameter("from", "query string of the list that it was opened from")
CLEANING = Parameter("cleaning", "number of an older cleaning", "integer")
SEEN = Parameter(
    "seen", "id of the newest decision that was seen; a newer one of somebody else is a conflict", "integer"
)
VERSION = Parameter("version", "id of the cleaning that was seen; without it the newest", "integer")
NOTE = Parameter("note", "free words")

ARTICLE_VIEWS = (
    View(
        ARTICLE,
        "article",
        article,
        "article.html",
        "An article: its lines raw and clean, why it was flagged, what was said of it",
        (
            FROM,
            CLEANING,
            Parameter("only", "1 = only lines on which something is marked", "boolean"),
            Parameter("blocks", "1 = with what extraction left out", "boolean"),
            Parameter("part", "which part of a long text, from 1", "integer"),
        ),
        keys=ARTICLE_KEYS,
    ),
    View(
        ARTICLE + "/lines/{line:int}",
        "line",
        line,
        "line.html",
        "A line by itself, however long it is; lines count from 0",
        (FROM, CLEANING, Parameter("at", "first character of the part", "integer")),
    ),
    View(ARTICLE + "/siblings", "siblings", siblings, "siblings.html", "The copies of an article", (FROM,)),
    View(
        ARTICLE + "/beside/{other:int}",
        "beside",
        beside,
        "beside.html",
        "Any two articles sentence beside sentence, and what differs",
        (FROM,),
        keys=BESIDE_KEYS,
    ),
    View(
        ARTICLE + "/history",
        "history",
        history,
        "history.html",
        "Versions, fetches, decisions, and what differs between two cleanings",
        (FROM, Parameter("a", "number of a cleaning", "integer"), Parameter("b", "number of another", "integer")),
    ),
    View(
        ARTICLE + "/fetches/{fetch:int}",
        "fetched",
        fetched,
        "fetched.html",
        "The page as it was fetched: headers, source, a harmless picture",
        (FROM, Parameter("at", "first character of the source", "integer")),
    ),
)

ARTICLE_ACTIONS = (
    Action(
        ARTICLE + "/verdict",
        "verdict",
        verdicts.verdict,
        "Say what an article is",
        (
            Parameter("event", "garbled, fine, needs_cleaning or not_an_article"),
            NOTE,
            SEEN,
            FROM,
            Parameter("stay", "1 = do not go on with the next article", "boolean"),
        ),
    ),
    Action(ARTICLE + "/note", "note", verdicts.note, "Leave a note beside an article", (NOTE, SEEN)),
    Action(
        ARTICLE + "/lines/{line:int}",
        "mark_line",
        verdicts.mark_line,
        "Say that a line was wrongly cut, or should be cut",
        (
            Parameter("event", "wrongly_cut or should_be_cut"),
            Parameter("kind", "what a line is that should be cut"),
            SEEN,
            VERSION,
        ),
    ),
    Action(
        ARTICLE + "/blocks/{block:int}",
        "mark_block",
        verdicts.mark_block,
        "Say that a block that extraction left out belongs in",
        (Parameter("event", "belongs_in"), SEEN, VERSION),
    ),
    Action(
        ARTICLE + "/findings/{finding:int}",
        "mark_finding",
        verdicts.mark_finding,
        "Say that a finding is right or wrong",
        (Parameter("event", "right or wrong"), SEEN, VERSION),
    ),
    Action(
        ARTICLE + "/decisions/{decision:int}/undo",
        "take_back",
        verdicts.take_back,
        "Take a decision back, by another one",
        (SEEN,),
    ),
)

ARTICLE_FILES = (
    File(
        ARTICLE + "/fetches/{fetch:int}/raw",
        "picture",
        picture,
        "The page as it was fetched, without scripts, addresses and forms, under a policy of its own",
    ),
)
