"""Every page of the desk and everything that can be done on it, as two tables."""

from __future__ import annotations

from review.article.rows import ARTICLE_ACTIONS, ARTICLE_FILES, ARTICLE_VIEWS
from review.figures.rows import FIGURE_FILES, FIGURE_VIEWS
from review.keys import QUEUE_KEYS
from review.queue import bulk
from review.queue.articles import facets, queue
from review.queue.filters import PARAMETERS
from review.queue.recent import recent
from review.view import Action, File, Parameter, View

LIST = Parameter("list", "query string of the list")
VERDICT = Parameter("verdict", "garbled, fine, needs_cleaning or not_an_article")
ARTICLE = Parameter("article", "its id", "integer")
ARTICLES = Parameter("article", "ids of the chosen articles", "integer", many=True)
ALL = Parameter("all", "1 = everything that the list matches")
TO = Parameter("to", "path to go on to")
AT = Parameter("at", "id of the article to go on with", "integer")
EXPECTED = Parameter("expected", "how many, as the preview said", "integer")
NEWEST = Parameter("newest", "newest decision, as the list or the preview gave it", "integer")
NOTE = Parameter("note", "free words")
BATCH = Parameter("batch", "its id", "integer")
DECISION = Parameter("decision", "its id", "integer")
NAME = Parameter("name", "of the list")
PLACE = (
    Parameter("after", "where in the list to go on, as the part before it says"),
    Parameter("at", "id of the article one comes back from", "integer"),
    Parameter("limit", "articles in this part, up to 200", "integer"),
    Parameter("counts", "1 = with the counts of the filters, however long they take"),
)

VIEWS: tuple[View, ...] = (
    View(
        "/",
        "queue",
        queue,
        "queue.html",
        "Articles by severity, filtered",
        (*PARAMETERS, *PLACE),
        title="Queue",
        nav="Queue",
        keys=QUEUE_KEYS,
    ),
    View("/facets", "facets", facets, "facets.html", "Counts beside the filters", PARAMETERS),
    View(
        "/bulk",
        "bulk",
        bulk.preview,
        "bulk.html",
        "What a verdict on many articles would touch",
        (LIST, VERDICT, ARTICLES, ALL),
        title="Verdict on many",
    ),
    View(
        "/recent",
        "recent",
        recent,
        "recent.html",
        "An operator's own last words",
        title="Last words",
        nav="Last words",
    ),
    *ARTICLE_VIEWS,
    *FIGURE_VIEWS,
)
"""Pages, in the order of the documentation."""

ACTIONS: tuple[Action, ...] = (
    Action(
        "/queue/decide",
        "decide",
        bulk.decide,
        "A verdict on one article of the list",
        (LIST, VERDICT, ARTICLE, NEWEST, AT),
    ),
    Action(
        "/bulk",
        "decide_all",
        bulk.decide_all,
        "A verdict on many articles, if they are still what the preview showed",
        (LIST, VERDICT, ARTICLES, ALL, EXPECTED, NEWEST, NOTE),
    ),
    Action("/bulk/undo", "undo_bulk", bulk.undo_all, "Take a verdict on many back", (BATCH, TO)),
    Action("/undo", "undo", bulk.undo, "Take one decision back", (DECISION, TO)),
    Action("/filters", "save_filter", bulk.save_filter, "Keep a list under a name", (LIST, NAME)),
    Action("/filters/{filter:int}/delete", "drop_filter", bulk.drop_filter, "Forget a saved list", (TO,)),
    *ARTICLE_ACTIONS,
)
"""What changes something."""

FILES: tuple[File, ...] = (*ARTICLE_FILES, *FIGURE_FILES)
"""What is no page."""
