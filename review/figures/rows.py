"""Rows of the desk's tables for pictures, precision and cases."""

from __future__ import annotations

from review.article.rows import FROM
from review.figures import pictures, precision
from review.figures.case import case, case_file
from review.view import File, View

ARTICLE_CASE = "/articles/{article:int}/case"

FIGURE_VIEWS = (
    View(
        "/pictures",
        "pictures",
        pictures.pictures,
        "pictures.html",
        "Articles, litter, flags and failures by week, and how scores are spread",
        pictures.PARAMETERS,
        title="Pictures",
        nav="Pictures",
    ),
    View(
        "/precision",
        "precision",
        precision.precision,
        "precision.html",
        "Precision and recall of rules, signals and the flag, by what operators said",
        precision.PARAMETERS,
        title="Precision",
        nav="Precision",
    ),
    View(
        ARTICLE_CASE,
        "case",
        case,
        "case.html",
        "What was said of an article, as cases for tests",
        (FROM,),
        title="Save as case",
    ),
)

FIGURE_FILES = (File(ARTICLE_CASE + "/text", "case_text", case_file, "The cases of an article as a text to save"),)
