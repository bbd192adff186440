"""The values that flow through copydesk: Page -> Article -> CleanedArticle.

Every value is frozen and holds tuples, so that a stage can only make the next value. Times are aware UTC. Offsets
count code points of one line's text, end exclusive.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from cleaning.value import value


class CopydeskError(Exception):
    """Anything copydesk itself reports: the message says what, where, and what to do."""


class DecodeError(CopydeskError):
    """The bytes are no text: empty, binary, or larger than we read."""


class ExtractionError(CopydeskError):
    """The text was read, but holds nothing that could be an article."""


class Kind(StrEnum):
    """What a line, or a part of one, is. DESIGN.md says what each word covers; KEPT names those that stay."""

    BODY = "body"
    STANDFIRST = "standfirst"
    CORRECTION = "correction"
    TITLE_REPEAT = "title_repeat"
    BYLINE = "byline"
    TIMESTAMP = "timestamp"
    DATELINE = "dateline"
    CAPTION = "caption"
    SEE_ALSO = "see_also"
    RELATED = "related"
    BARE_HEADLINE = "bare_headline"
    STORY_CONTINUES = "story_continues"
    AD = "ad"
    NEWSLETTER = "newsletter"
    SHARE = "share"
    PAYWALL = "paywall"
    COOKIE_NOTICE = "cookie_notice"
    COMMENT_FORM = "comment_form"
    COMMENT = "comment"
    AUTHOR_BIO = "author_bio"
    WIRE_CREDIT = "wire_credit"
    STANDARDS = "standards"
    DISCLAIMER = "disclaimer"
    COPYRIGHT = "copyright"
    TAG_LIST = "tag_list"
    POSTED_IN = "posted_in"
    NAVIGATION = "navigation"
    PULL_QUOTE = "pull_quote"
    OTHER = "other"


KEPT = frozenset({Kind.BODY, Kind.STANDFIRST, Kind.CORRECTION})
"""Kinds that stay in the text, whatever is said for them."""


class Stage(StrEnum):
    """Where on its way a page failed."""

    FETCH = "fetch"
    READ = "read"  # a record of a batch, a file
    DECODE = "decode"
    EXTRACT = "extract"
    CLEAN = "clean"
    STORE = "store"
    COMPARE = "compare"  # an article with its copies


@dataclass(frozen=True, slots=True)
class Failure:
    """One page, record or site that could not be done, and why. A value, because one failure never stops the rest.

    Attributes:
        stage: where it happened.
        reason: one line for a person, without the address.
    """

    stage: Stage
    reason: str


@dataclass(frozen=True, slots=True)
class Page:
    """One HTTP response, or one file or record treated as such.

    Attributes:
        requested_url: address that was asked for; None for a file.
        url: address that answered, after redirects; None for a file.
        status: HTTP status; None for a file.
        headers: (lower-case name, value) pairs that matter later: content-type, last-modified, etag, x-robots-tag,
            link, tdm-reservation, tdm-policy. A content-type of text/plain means that lines are given, not markup.
        body: bytes after content decoding (gzip, br) and before character decoding.
        fetched_at: aware UTC; None for a file.
        title: headline known from elsewhere (a feed, a record); None lets the page speak.
    """

    requested_url: str | None
    url: str | None
    status: int | None
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime | None = None
    title: str | None = None

    def header(self, name: str) -> str | None:
        """Value of the first header of this lower-case name.

        >>> Page(None, None, None, (("content-type", "text/html"),), b"").header("content-type")
        'text/html'
        """
        return next((value for key, value in self.headers if key == name), None)


@value(frozen=True, slots=True)
class Link:
    """A link inside a block: its span in the block's text, where it leads, and whether that is the same site."""

    start: int
    end: int
    target: str
    same_site: bool


@value(frozen=True, slots=True)
class Block:
    """One block of text of a page, with the evidence that our own parsed tree gives for it.

    Attributes:
        text: after repair of encoding and white space; never empty. Line breaks inside are single spaces.
        tag: element the text stands in ("p", "h2", "li", "td", "blockquote", ...); "" where there is no markup.
        path: tag names from the root, "/"-joined ("html/body/main/p"); "" where unknown.
        marks: class words and ids of the element and its ancestors, nearest first, lower-case; and, with "@" before
            them, roles ("@navigation", "@dialog"), "@hidden" and "@articlebody" (itemprop).
        links: links inside the text, in order.
        breaks: offsets at which the source had a line break.
        extracted: trafilatura's vote, evidence like the rest: True = it put this text into the main text.
        chosen: part of the main text; chosen blocks in order are the article's lines.
        aligned: False when trafilatura's line was not found in our tree: tag, path, marks and links are then unknown.
        stated: it stands in the text that the page itself states as its article's (JSON-LD articleBody); False = that
            text holds most of the story and not this; None = nothing is stated, or the block is too short to say.
        belongs: log odds that it is part of the story, as the learned judge sees it; None where it was not asked.
        doubts: of a chosen block that may not belong, what speaks most against it, in words.
    """

    text: str
    tag: str = ""
    path: str = ""
    marks: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    breaks: tuple[int, ...] = ()
    extracted: bool = True
    chosen: bool = True
    aligned: bool = True
    stated: bool | None = None
    belongs: float | None = None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Right:
    """A statement about what may be done with a page.

    Attributes:
        source: where it stands: "header", "meta", "link", "json-ld".
        name: lower-case name: "robots", "x-robots-tag", "tdm-reservation", "tdm-policy", "license", ...
        value: as stated, white space collapsed, at most 500 characters.
    """

    source: str
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class PageMark:
    """Something in the markup that bears on the page as a whole (evidence for signals, never text).

    Attributes:
        name: "lang" (declared language), "translator" (a translation plug-in's mark), "translated", "google_fonts" and
            "plug-in" (see metadata/translation.py), "headline" (one that is stated in other words than the title),
            "type" (og:type or JSON-LD @type), "paywall", "noscript", ...
        value: as found, at most 500 characters.
    """

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Article:
    """What a page tells. Metadata is None where unknown.

    Attributes:
        url: address of the page.
        canonical_url: address that the page names as the original; absolute, http(s) only; not always true.
        title: headline.
        byline: who wrote it, without "By".
        agency: wire service that supplied it ("Reuters").
        dateline: place that opens the story ("KYIV, Ukraine").
        published: ISO 8601 with offset, or a date alone.
        language: ISO 639-1 code of the text, as detected.
        blocks: in page order, chosen and not chosen.
        rights: what the page states about its use.
        marks: evidence about the page as a whole.
        encoding: that the bytes were read with; None for text given as such.
        publisher: the outlet's own name, where the page gives it; used to keep it out of titles.
        description: what the page says it is about, for search engines and networks; often its standfirst.
        updated: when it was last changed; written like `published`.
        tags: subjects that the page's markup names, in order.
        sections: parts of the outlet under which it stands, as the markup names them.
        syndicated_from: whom the markup names as the origin of a story that stood elsewhere first; a name or a host.
    """

    url: str | None
    canonical_url: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: str | None = None
    language: str | None = None
    blocks: tuple[Block, ...] = ()
    rights: tuple[Right, ...] = ()
    marks: tuple[PageMark, ...] = ()
    encoding: str | None = None
    publisher: str | None = None
    description: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    syndicated_from: str | None = None

    @property
    def lines(self) -> tuple[Block, ...]:
        """The main text: the chosen blocks in order. A line's number is its index here."""
        return tuple(block for block in self.blocks if block.chosen)


Habit = tuple[int, int]
"""A 64-bit fingerprint of something that repeats on a site, and the number of articles that have it."""


@dataclass(frozen=True, slots=True)
class SiteProfile:
    """What repeats on a site, counted over its stored articles; `cleaning/habits.py` makes and reads it.

    Attributes:
        host: the site.
        version: from 1; a profile never changes, the next one has the next number.
        articles: how many articles were counted, copies of one story once.
        lines: whole lines, in order of their fingerprints, as the others.
        openings: first words of lines that go on differently.
        paths: places in the tree where most lines are repeated ones.
        judged: fingerprints of the articles that were judged for garbling, in order.
        flagged: those of them that were flagged for what they are themselves.
    """

    host: str
    version: int
    articles: int
    lines: tuple[Habit, ...] = ()
    openings: tuple[Habit, ...] = ()
    paths: tuple[Habit, ...] = ()
    judged: tuple[int, ...] = ()
    flagged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class SiteRate:
    """How many of a site's other articles were judged, and flagged for what they are themselves."""

    judged: int
    flagged: int


@dataclass(frozen=True, slots=True)
class Context:
    """What is known from elsewhere about the article at hand. Its id is stored with every result.

    Attributes:
        id: "empty", or what names the site's profile: a result is stale when the site has another one today. Titles are
            no part of it: one that is stored later makes nothing stale.
        site: the site's profile.
        titles: (address, title) of stored articles behind this article's own links.
        rate: how the site's other articles were judged when its profile was frozen; None before the first profile.
    """

    id: str = "empty"
    site: SiteProfile | None = None
    titles: tuple[tuple[str, str], ...] = ()
    rate: SiteRate | None = None

    @classmethod
    def empty(cls) -> Context:
        """The context of commands that have no database.

        >>> Context.empty().id
        'empty'
        """
        return cls()


@value(frozen=True, slots=True)
class Opinion:
    """What one rule thinks of one span of a line.

    Attributes:
        start, end: the span.
        kind: what the span is.
        weight: evidence in natural log odds for "does not belong to the story"; negative protects. `verdict.py`
            names the usual weights and combines them.
        terms: the evidence in words, "name: what was seen" ("cue: see also", "place: between paragraphs"). Opinions
            of different rules that rest on the same term count once.
    """

    start: int
    end: int
    kind: Kind
    weight: float
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cut:
    """A span of a line that goes, with the rule that had most to say, and the evidence of all that agreed."""

    rule: str
    kind: Kind
    start: int
    end: int
    terms: tuple[str, ...] = ()


class Outcome(StrEnum):
    """What became of a line."""

    KEPT = "kept"
    TRIMMED = "trimmed"
    DROPPED = "dropped"


def without(text: str, cuts: tuple[Cut, ...]) -> str:
    """The text without its cuts, which are in order and do not overlap.

    >>> without("Read more: X. He said so.", (Cut("see_also", Kind.SEE_ALSO, 0, 14),))
    'He said so.'
    """
    pieces, position = [], 0
    for cut in cuts:
        pieces.append(text[position : cut.start])
        position = cut.end
    return "".join([*pieces, text[position:]])


@value(frozen=True, slots=True)
class JudgedLine:
    """One line of the main text and what became of it. The line without its cuts is the clean line.

    Attributes:
        text: as extracted.
        kind: what the line is; of a trimmed line, what is left of it.
        litter: chance that some of it does not belong to the story, 0..1.
        cuts: in order, not overlapping; cuts of a dropped line cover all of it.
        terms: of a kept line that something speaks against: the kind and rule it is suspected of, then the evidence,
            found too weak to cut.
    """

    text: str
    kind: Kind = Kind.BODY
    litter: float | None = None
    cuts: tuple[Cut, ...] = ()
    terms: tuple[str, ...] = ()

    @property
    def clean(self) -> str:
        """What is left; "" when the line was dropped."""
        return without(self.text, self.cuts)

    @property
    def outcome(self) -> Outcome:
        """Kept, trimmed or dropped, read off the cuts."""
        if not self.cuts:
            return Outcome.KEPT
        return Outcome.TRIMMED if self.clean else Outcome.DROPPED


@dataclass(frozen=True, slots=True)
class Credits:
    """What the lines that were cut, and those that stay marked, say of who, when and where. None or empty = not said.

    Attributes:
        byline, agency, dateline, published, updated, tags, sections, syndicated_from: as in Article.
        writers, reporters, editors: people by what the credits say they did, each once.
        copyright: whom the copyright line names.
        corrections: lines in which the outlet corrects itself; they stay in the text as well.
    """

    byline: str | None = None
    agency: str | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None
    tags: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    syndicated_from: str | None = None
    writers: tuple[str, ...] = ()
    reporters: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    copyright: str | None = None
    corrections: tuple[str, ...] = ()


class Where(StrEnum):
    """What part of an article a finding points at."""

    BODY = "body"
    CUT = "cut"
    TITLE = "title"
    PAGE = "page"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Finding:
    """A span that looks garbled. A finding never changes text.

    Attributes:
        signal: name of the signal, a row of SIGNALS.
        where: body or cut (then `line` is set), title (offsets into the title), page or site (offsets 0, 0).
        line: index into the article's lines, or None.
        start, end: the span.
        score: how sure this one finding is, 0..1.
        reason: a sentence an operator understands.
        text: the words of the span, or what was seen on the page.
    """

    signal: str
    where: Where
    line: int | None
    start: int
    end: int
    score: float
    reason: str
    text: str


class GarbleStatus(StrEnum):
    """How far an article could be judged at all."""

    JUDGED = "judged"
    TOO_SHORT = "too_short"
    LANGUAGE_LIMITED = "language_limited"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one kind of sign says about the whole article.

    Attributes:
        kind: of evidence, as the rows of SIGNALS and MEASURES name it.
        name: the signals that found it, joined by ", ", or the measure.
        log_odds: natural log odds that it adds to those of an ordinary genuine text; negative = it speaks against.
        reason: a sentence for the operator.
    """

    kind: str
    name: str
    log_odds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Garble:
    """The judgement on the whole article.

    Attributes:
        status: how far it could be judged.
        score: chance 0..1 that the text went through a machine; None where not judged.
        flagged: score reached the threshold; without a score: the page itself says that a machine made its text.
        looks_like: "crude translation", "spun", "fluent suspect"; None where nothing is said.
        findings: in order of place.
        lifted: flagged, and would not be without what is known of its site: no part of the site's rate then.
        evidence: what the score is made of, strongest first.
    """

    status: GarbleStatus
    score: float | None = None
    flagged: bool = False
    looks_like: str | None = None
    findings: tuple[Finding, ...] = ()
    lifted: bool = False
    evidence: tuple[Evidence, ...] = ()


DOUBTFUL = 0.8
"""Confidence below which a page wants an operator's eye before it goes into a dataset."""


@dataclass(frozen=True, slots=True)
class PageJudgement:
    """Is this an article at all, what else could it be, and how sure is the extraction? None = not judged.

    Attributes:
        is_article: False only where that is sure.
        kind: "article" or "live" of an article; else "listing", "gallery", "consent", "paywall", "stub" or "error".
        confidence: F1 expected of the clean text, 0..1; halved and less where the page looks like no article.
        terms: why it is doubtful or no article, in words, plainest first; empty where nothing is wrong.
    """

    is_article: bool | None = None
    kind: str | None = None
    confidence: float | None = None
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Versions:
    """What made a result; a result is stale when one differs from today's.

    Attributes:
        copydesk: version of the program.
        extract: settings of extraction and every library that touches text.
        rules: hash of the rules' names, parameters and phrase files.
        model: hash of the garble model's file, or "none".
        context: id of the Context.
    """

    copydesk: str
    extract: str
    rules: str
    model: str
    context: str


TOLD_ONCE = ("byline", "agency", "dateline", "published", "updated", "syndicated_from")
TOLD_OFTEN = ("tags", "sections")
"""Attributes that Article and Credits share."""


@dataclass(frozen=True, slots=True)
class CleanedArticle:
    """An article with what was decided about each line, what looks garbled, and what made these decisions."""

    article: Article
    lines: tuple[JudgedLine, ...]
    garble: Garble
    versions: Versions
    page: PageJudgement = field(default_factory=PageJudgement)
    credits: Credits = field(default_factory=Credits)

    @property
    def known(self) -> Article:
        """The article with what its own lines tell wherever its markup says nothing; tags and sections from both."""
        article, told = self.article, self.credits
        silent: dict[str, Any] = {name: getattr(told, name) for name in TOLD_ONCE if getattr(article, name) is None}
        both: dict[str, Any] = {
            name: tuple(dict.fromkeys(getattr(article, name) + getattr(told, name))) for name in TOLD_OFTEN
        }
        return replace(article, **silent, **both)

    @property
    def text(self) -> str:
        """What is left: clean lines joined by blank lines."""
        return "\n\n".join(line.clean for line in self.lines if line.clean)
