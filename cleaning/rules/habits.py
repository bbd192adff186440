"""What repeats on a site: whole lines, lines that open alike, places in the tree where most lines are repeated ones.

All of it is known from other articles of the site (`Context.site`), so without a profile these rules are silent. What
repeats may still be the story's: the crossheads of a recipe, a columnist's greeting, "The Company said". So a habit
alone cuts only where a story would not stand, and everything that protects a line is heard.
"""

from __future__ import annotations

from cleaning.habits import LEAST_ARTICLES, count_in, fingerprint, line_key, opening_of, path_key
from cleaning.lines import Line, Place
from cleaning.rules.evidence import between_prose, in_tail, is_heading, is_headline, is_row
from cleaning.values import Article, Context, Kind, Opinion, SiteProfile
from cleaning.verdict import STRONG, SURE, WEAK

LINKED = 0.8
"""Share of link text from which a line is a link."""

MOST, NEARLY_ALL = 0.5, 0.8
"""Share of the site's articles from which even a paragraph is boilerplate: near the end of a story, and anywhere."""

FAR, HALF = 0.2, 0.5
"""Share of its content words that the rest of the story uses, up to which a line is about something else, or may be."""

POINTER_WORDS = 6
"""Words of an opening and the headline behind it."""


def site_line(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The whole line, digits aside, stands on many of the site's articles."""
    del article
    if context.site is None or not (count := count_in(context.site.lines, line_key(line.text))):
        return ()
    weight = weight_of_line(line, count, context.site.articles)
    return (whole(line, weight, f"site: this line stands on {tally(count, context.site)}"),)


def weight_of_line(line: Line, count: int, articles: int) -> float:
    """How much a line that repeats says against itself, by where it stands and how it reads."""
    shape = line.shape
    if shape.is_prose:  # an agency's background paragraph also stands in many stories, but seldom last
        closes = in_tail(line) and articles >= LEAST_ARTICLES and count >= MOST * articles
        return SURE if closes or count >= NEARLY_ALL * articles else STRONG
    if shape.link_share >= LINKED or line.place is Place.CLOSING:
        return SURE
    if shape.ends_sentence:  # "He did not reply." "Good morning."
        return WEAK
    return SURE if line.place is Place.OPENING else STRONG


def site_opening(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The line opens like lines of many of the site's articles, and goes on by itself."""
    del article
    if context.site is None or line.shape.is_prose or not (opening := opening_of(line.text)):
        return ()
    count = count_in(context.site.openings, fingerprint(opening))
    if not count or count_in(context.site.lines, line_key(line.text)):
        return ()
    weight = weight_of_opening(line, opening, count / context.site.articles)
    return (whole(line, weight, f"site: “{opening}” opens lines of {tally(count, context.site)}"),)


def weight_of_opening(line: Line, opening: str, share: float) -> float:
    """Strong for a link, for a headline that is about something else, and for a label that closes most articles."""
    shape = line.shape
    if is_heading(shape) or is_row(shape) or shape.ends_sentence:
        return WEAK
    if shape.link_share >= LINKED:
        return SURE
    if is_headline(shape) and shape.words >= POINTER_WORDS and between_prose(line):
        if line.topic is not None and line.topic <= FAR:
            return SURE
        return STRONG if line.topic is None or line.topic <= HALF else WEAK
    is_label = opening.endswith(":")
    return STRONG if is_label and line.place is Place.CLOSING and share >= MOST else WEAK


def site_path(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """The line stands where most lines of the site's articles are repeated ones."""
    del article
    if context.site is None or not (count := count_in(context.site.paths, path_key(line.shape.block))):
        return ()
    if count_in(context.site.lines, line_key(line.text)):  # such lines make the place what it is: nothing new
        return ()
    weight = WEAK if line.place is Place.BETWEEN or line.shape.ends_sentence else STRONG
    return (whole(line, weight, f"site: most lines here repeat, on {tally(count, context.site)}"),)


def whole(line: Line, weight: float, term: str) -> Opinion:
    """An opinion about all of a line. What repeats has no kind by itself; another rule that agrees may know it."""
    return Opinion(0, len(line.text), Kind.OTHER, weight, (term,))


def tally(count: int, site: SiteProfile) -> str:
    """The evidence in words."""
    return f"{count} of this site's {site.articles} articles"
