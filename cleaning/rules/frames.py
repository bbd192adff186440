"""The frame round a story: networks, tags, sections, display quotes."""

from __future__ import annotations

import re

from cleaning.lines import Line, Place, Shape
from cleaning.rules.evidence import SECTIONS, beside_bars, is_heading, is_names, is_row, word_lists, words_of
from cleaning.rules.phrases import SPEECH, Found
from cleaning.values import Article
from cleaning.verdict import PROTECT, STRONG, SURE, WEAK
from cleaning.wording import FIRST

NETWORKS = word_lists("words")["network"]
SHARING = word_lists("words")["sharing"]
FILLERS = word_lists("words")["filler"]

ROW_KEYS = frozenset(part for word in NETWORKS | SHARING for part in FIRST.findall(word)[:1])
"""First parts of their names; a line without one is no row of them."""

TAGS = re.compile(
    r"""
    \W* (?: tags? | tagged(?:\ with)? | (?:related\ )?topics? | related\ tags? | key\s?words? | hashtags? | labels?
      | in\ this\ story | schlagworte | schlagwörter
      | stichworte | themen | mots[-\ ]clés | étiquettes | etiquetas | palabras\ clave | temas | parole\ chiave
      | argomenti | tematy | tagi | słowa\ kluczowe | теги | метки | тэги | ключевые\ слова | ετικέτες
      | etiketler | trefwoorden | emneord | stikkord | ämnen | štítky | címkék | 标签 | 標籤 | 关键词 | 關鍵字
      | キーワード | 관련태그
    ) \s* [:：|»] \s* (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
TAG_SIGNS = ":：|»"
"""Signs of which one parts the label of tags from them."""

TAGS_CAPITAL = re.compile(r"(?:TAGS|TOPICS|KEYWORDS|Tags)\s+(?=\w)")
FILED = re.compile(
    r"""
    \W* (?: posted\ in | filed\ under | filed\ in | posted\ under | published\ in | filed\ to | published\ under
      | tagged\ under | archived\ (?:in|under) | listed\ (?:in|under) | categor(?:y|ies) | in\ category
      | section | kategorien? | rubrik | ressort | catégories? | rubrique | categorías? | categorie | categorias?
      | rubryka | kategoria | kategori | рубрика | категория | κατηγορία | chuyên\ mục | 分类 | 分類 | カテゴリー?
    ) \s* :? \s+ (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Labels that mean something else before other words: "In: Smith, Jones" tells who plays.
FILED_SECTION = re.compile(
    r"""
    \W* (?: (?:[^\W\d_]+\s){0,3} [^\W\d_]+ \s? :
      | (?:[^\W\d_]+\s)? (?:under|in|from|to)(?:\s the)? (?:\s(?:category|section|rubric))? )
    \s+ (?=\S)
    """,
    re.IGNORECASE | re.VERBOSE,
)
ENTRY = re.compile(
    r"""
    (?: this\s (?:entry|post|article|story|item)\s (?:was|is)\s (?:posted|filed|published)\s (?:in|under)\s
      | (?:posted|published|filed)\s by\s [\w.’' -]{2,40}?\s (?:in|under)\s ) (?=[A-Z])
    [^.]{3,120}
    """,
    re.IGNORECASE | re.VERBOSE,
)
ENTRY_WORDS = frozenset({"posted", "filed", "published"})
"""Words without which ENTRY has nothing to find."""

NO_COLON = re.compile(r"\W*(?:\w+ (?:in|under)|categor(?:y|ies)) ", re.IGNORECASE)
CRUMBS = re.compile(r"\s*[>»›/|→·\\]\s*")
HASHTAGS = re.compile(r"\W*#\w+(?:[\s,]+#\w+)*\W*")
TAGS_LEAST = 3
"""Hashtags that are tags wherever they stand: two may be what a crowd shouts."""

ROW_WORDS, LIST_WORDS, FILED_WORDS = 30, 60, 16
"""Words of the longest row of networks or sections, list of tags, and "posted in"."""

ITEM_SIGNS, ITEMS_LEAST = ("|", " · ", " • ", " / "), 3
"""What stands between tags, and how many make a list."""

ITEM_WORDS, CRUMB_WORDS = 4, 6
SECTION_FILLERS = frozenset({"top", "latest", "stories", "and", "magazine", "pages", "section", "today", "weekend"})
"""Words that stand beside a section's name."""

LAST_LINES, TOP_LINES = 4, 3
QUOTE_LEAST, QUOTE_MOST, SENTENCE_LEAST, LIFTED_LEAST = 4, 40, 8, 6
"""Words of a display quote; shorter it is a refrain. Words of a sentence that stands twice, of a quote unmarked."""

LIFTED_REACH, LIFTED_CAPITALS = 6, 0.3
"""Lines between a quote without marks and its paragraph; share of capitals from which it is a name or heading."""

QUOTING, QUOTING_REACH = frozenset({"blockquote", "aside", "q"}), 3
"""Elements of display quotes, and how many around the line are looked at, its own among them."""

OPENING = frozenset("\"“«„‘'")
CLOSING = frozenset("\"”»“’'")


def share_row(line: Line, article: Article) -> Found:
    """Names of networks and words of sharing, counts between them, nothing else."""
    del article
    if line.shape.words > ROW_WORDS or line.text[:1] in OPENING or ROW_KEYS.isdisjoint(line.shape.tokens):
        return None
    words = [word.casefold() for word in words_of(line.text)]
    networks = sum(word in NETWORKS for word in words)
    sharing = sum(word in SHARING for word in words)
    if networks + sharing < 2 or (sharing == 0 and networks < 2):  # noqa: PLR2004 - two of them make a row
        return None
    known = all(word in NETWORKS or word in SHARING or word in FILLERS or word[0].isdigit() for word in words)
    return (SURE, (f"shape: only networks and sharing ({line.text[:40].strip()})",)) if known else None


def tag_list(line: Line, article: Article) -> Found:
    """Tags of the story, with their label or as a bare list behind it."""
    del article
    text = line.text
    if line.shape.words > LIST_WORDS or line.shape.is_prose:
        return None
    signed = any(sign in text for sign in TAG_SIGNS)
    found = (TAGS.match(text) if signed else None) or TAGS_CAPITAL.match(text)
    if found and not text.rstrip().endswith((".", "?", "!")):
        return SURE, (f"cue: {found[0].strip()}",)
    if (tags := text.count("#")) > 1 and HASHTAGS.fullmatch(text):
        return SURE if tags >= TAGS_LEAST else STRONG, ("shape: hashtags only",)
    return (STRONG, ("shape: short items between bars", f"place: {line.place}")) if bars(line) else None


def bars(line: Line) -> bool:
    """A few words each between bars, dots or slashes, in one of the last lines, and no row of a table."""
    sign = next((sign for sign in ITEM_SIGNS if sign in line.text), None)
    if sign is None or line.place is not Place.CLOSING or line.left >= LAST_LINES or is_row(line.shape):
        return False
    parts = [part.strip() for part in line.text.split(sign)]
    short = all(part and len(part.split()) <= ITEM_WORDS and not part[0].isdigit() for part in parts)
    return len(parts) >= ITEMS_LEAST and short and not beside_bars(line)


def posted_in(line: Line, article: Article) -> Found:
    """Sections and breadcrumbs."""
    del article
    if line.shape.words > ROW_WORDS:
        return None
    if (line.place is not Place.BETWEEN or line.ends_story) and (said := entry(line)):
        return said
    return None if line.shape.is_prose else filed(line) or crumbs(line)


def entry(line: Line) -> Found:
    """What a publishing system says of an entry, or a label before a section's name, at either end of the page."""
    text, place = line.text, f"place: {line.place}"
    if (found := ENTRY.match(text)) and not SPEECH.search(text):
        return STRONG - PROTECT * line.shape.is_prose, (f"cue: {found[0][:40].strip()}", place)
    label = section_label(text) if line.shape.words <= ITEM_WORDS else None
    return (STRONG, (f"cue: {label}", place)) if label else None


def filed(line: Line) -> Found:
    """A label of sections, and names."""
    text, found = line.text, FILED.match(line.text)
    listed = found and (":" in found[0] or ("|" not in text and NO_COLON.match(text) and is_names(text[found.end() :])))
    return (STRONG, (f"cue: {found[0].strip()}",)) if found and listed and line.shape.words <= FILED_WORDS else None


def crumbs(line: Line) -> Found:
    """Sections behind one another, or one alone over the story."""
    text = line.text
    if line.place is Place.BETWEEN or "://" in text:
        return None
    parts = [part for part in CRUMBS.split(text) if part]
    known = any(not SECTIONS.isdisjoint(word.casefold() for word in words_of(part)) for part in parts)
    row = "|" in text and beside_bars(line)
    if len(parts) > 1 and known and not row and all(len(part.split()) <= CRUMB_WORDS for part in parts):
        return STRONG, ("shape: sections behind one another", f"place: {line.place}")
    over = line.place is Place.OPENING and line.index < TOP_LINES
    if over and line.shape.words <= ITEM_WORDS and all_sections(text):
        return STRONG, ("shape: a section's name alone", f"place: {line.place}")
    return None


def all_sections(text: str) -> bool:
    """Every word names a section, "News" and "Top stories" among them."""
    words = [word.casefold() for word in words_of(text)]
    return bool(words) and not SECTIONS.isdisjoint(words) and all(word in SECTIONS | SECTION_FILLERS for word in words)


def section_label(text: str) -> str | None:
    """The words before a section's name: "Under: Farming", "In Sport"; None when anything else follows them.

    >>> section_label("From: Business"), section_label("In: Smith"), section_label("In sport, too")
    ('From:', None, None)
    """
    found = FILED_SECTION.match(text)
    if found is None or not text[found.end()].isupper() or not all_sections(text[found.end() :]):
        return None
    return found[0].strip()


def pull_quote(line: Line, article: Article) -> Found:
    """Words of a paragraph once more, as display."""
    del article
    shape = line.shape
    if (
        line.echo is None
        or not line.shapes[line.echo].is_prose
        or not QUOTE_LEAST <= shape.words <= QUOTE_MOST
        or is_heading(shape)
        or is_row(shape)
    ):
        return None
    term = f"block: the same words stand in line {line.echo}"
    marked = line.text[:1] in OPENING and line.text.rstrip(" .,")[-1:] in CLOSING
    quoting = not QUOTING.isdisjoint((shape.block.tag, *shape.block.path.split("/")[-QUOTING_REACH:]))
    if marked or quoting or is_lifted(line, line.shapes[line.echo]):
        return SURE, (term,)
    whole = shape.words >= SENTENCE_LEAST and shape.ends_sentence and line.place is not Place.OPENING
    return (WEAK, (term,)) if whole else None


def is_lifted(line: Line, source: Shape) -> bool:
    """Word for word what somebody says in a paragraph near by, or a piece of it that the line itself does not close."""
    words, said = line.shape.piece.text.strip().rstrip(".,;"), source.piece.text
    place, far = said.find(words), line.echo is None or abs(line.echo - line.index) > LIFTED_REACH
    if far or place < 0 or line.shape.words < LIFTED_LEAST or line.place is Place.OPENING:
        return False
    spoken = said[:place].count('"') % 2 == 1 and '"' not in words
    return spoken or not (line.shape.ends_sentence or line.shape.capitals > LIFTED_CAPITALS)
