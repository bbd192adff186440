"""What stands under a picture, known by its credit or by its markup."""

from __future__ import annotations

import re
from dataclasses import replace

from cleaning.lines import Line
from cleaning.rules.described import OUTLET_NAME
from cleaning.rules.evidence import beside_bars, is_agency, is_heading, is_names, word_lists, words_of
from cleaning.rules.phrases import SPEECH, Found
from cleaning.rules.rule import Judge
from cleaning.values import Article, Context, Opinion
from cleaning.verdict import SURE

PICTURE = (
    r"photo\ illustration|photos?|photographs?|photography|pictures?|pics?|images?|credit|illustration|graphic|video"
    r"|file\ photo|file|courtesy|foto|fotos|bild|bilder|grafik|crédit(?:\ photo)?s?|imagen|imágenes|immagine|fotografía"
    r"|fotograf|fotoğraf|zdj|zdjęcie|фото|φωτο|φωτογραφία|图|圖|写真|beeld|kuva"
)
HOUSES = (
    r"getty(?:\ images)?|reuters|afp|ap\ photo|via\ ap|shutterstock|istock|alamy|unsplash|pexels|imago|dpa|epa"
    r"|picture\ alliance|nurphoto|bloomberg|zuma|xinhua|pti|ani\ photo|anadolu|handout|file\ photo|fotolia"
    r"|wikimedia\ commons|adobe\ stock|depositphotos"
)
CREDITED = """
photo photos photograph photographs photography picture pictures pic pics image images credit illustration graphic
video file courtesy foto fotos bild bilder grafik crédit crédits imagen imágenes immagine fotografía fotograf
fotoğraf zdj zdjęcie фото φωτο φωτογραφία 图 圖 写真 beeld kuva getty reuters afp ap shutterstock istock alamy
unsplash pexels imago dpa epa nurphoto bloomberg zuma xinhua pti ani anadolu handout library archive archives
contributed supplied submitted fotolia wikimedia adobe depositphotos source
"""
CREDIT_WORDS = frozenset(CREDITED.split())
"""Words of PICTURE, HOUSES and FROM_FILE: a line without one of them has no credit."""

LABEL = re.compile(
    rf"""
    \W* (?:{PICTURE}) (?: \s+ (?:credit|by|courtesy\ of|via|source) )? \s* [:/©|] \s* (?=\S)
  | \W* (?:image|media|video|figure|photo)\s(?:source|caption|credit),\s (?=\S)
  | \W* (?:photos?|pictures?|images?|video|graphic|illustration|courtesy) \s+ (?:by|courtesy\ of|via|of) \s+
    (?=(?-i:[A-Z]))
    """,
    re.IGNORECASE | re.VERBOSE,
)
CREDIT = re.compile(
    rf"""
    [(\[|.?!"”–—-] \s* (?:
      (?: (?:file|archive|library|stock|staff|contributed|submitted)\s )?
      (?:photos?|photographs?|pictures?|pics?|images?) :\s (?-i: (?P<told> [A-ZÀ-Þ][^()\[\].:]{{2,60}} ) ) [)\]]?
    | (?: (?:staff|contributed|submitted|provided|special|pool|archive|press)\s )?
      \b(?:{PICTURE})\b (?: \s+ (?:credit|by|courtesy\ of|courtesy) )? \s* [:/©|]? \s*
      (?P<name>[^()\[\].:]{{2,70}}) [)\]]?
    | (?-i: (?P<loud> (?:[A-Z][A-Z&’'-]+\s){{1,4}} (?:PHOTO|PICTURE|IMAGE|PIC) S? :\s [A-ZÀ-Þ][^()\[\].:]{{2,60}} ) )
    | (?P<house> [^()\[\].]{{0,50}}? \b(?:{HOUSES})\b [^()\[\].]{{0,40}} ) [)\]]
    | (?-i: (?P<call> [A-Z][A-Z\d]{{2,5}} \s?/\s? [A-Z][\w\ .’'&-]{{1,40}} ) ) [)\]]
    | (?-i: [Ss]ource:\s (?P<from> (?:[A-ZÀ-Þ][\w.’'-]+\s){{1,3}} [A-ZÀ-Þ][\w.’'-]+ \s?/\s?
        [A-ZÀ-Þ][\w\ .’'&-]{{1,40}} ) )
    | (?-i: (?P<pair> (?:[A-ZÀ-Þ][\w.’'-]+\s){{1,3}} [A-ZÀ-Þ][\w.’'-]+ \s?[/|]\s?
        (?:[Tt]he\s)? [A-ZÀ-Þ][\w\ .’'&-]{{1,50}}
      | (?: (?:[A-ZÀ-Þ][\w.’'&-]*\s){{0,3}} (?:News|Press|Images|Pictures|Photos?|Sports?|Radio|Media|Times|Post|Herald
          |AAP|ABC|Instagram|Facebook) | Supplied ) (?: :\s (?:[A-ZÀ-Þ][\w.’'-]+\s?){{1,4}} ) ) ) [)\]]?
    | (?-i: (?P<shot> (?:[A-ZÀ-Þ][\w.’'&/-]{{0,30}}\s){{1,4}} (?:(?:drone|file|staff|library|press|agency)\s)?
        [Pp]hotos? (?: :\s [A-ZÀ-Þ][^()\[\].:]{{2,60}} )?
      | (?:[A-ZÀ-Þ][\w.’'-]{{0,30}}\s){{1,3}} for\s (?:[Tt]he\s)? (?:[A-ZÀ-Þ][\w.’'&-]{{0,30}}\s?){{1,4}} ) ) [)\]]
    | (?-i: (?P<by> (?:[A-ZÀ-Þ][\w.’'&/-]{{0,30}}\s){{1,4}} (?:photo|picture|photograph|image|pic|illustration)s?
        \s by \s [A-ZÀ-Þ][^()\[\].:]{{2,60}} ) ) [)\]]?
    | (?-i: (?P<bar> (?:[A-ZÀ-Þ][\w.’'-]+\s){{1,2}} [A-ZÀ-Þ][\w.’'-]+ \s?\|\s? (?:[A-ZÀ-Þ][\w.’'&-]*\s?){{1,4}} ) )
    ) \W* \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "File photo of the pier", "Representational image"; "The pier in 1990. File".
STOCK = re.compile(
    r"""
    \W* (?:an?\s|the\s)?
    (?: file | stock | library | archive | undated | handout | representational | representative | illustrative
      | illustration | symbol | symbolic )\s
    (?:photo(?:graph)?|picture|image|pic)s?\b (?= \W*\Z | \s(?:of|shows?|showing|from|by|used)\b | \s*[:.] )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Image for representation only", "Picture used for illustration".
STAND_IN = re.compile(
    r"""
    \W* (?:photo(?:graph)?|picture|image|pic)s?\s (?:is\s|are\s)? (?:used\s)? (?:only\s)? for\s
    (?:representation(?:al)?|illustration|illustrative)\b (?:\spurposes?)? (?:\sonly)? \W* \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Behind the sentence: "File.", "(Handout picture)", "(Dispatch file)", "Mercury library", "CONTRIBUTED".
FROM_FILE = re.compile(
    r"""
    [.)|]\s* [(\[]? (?: (?-i:(?:[A-Z][\w’'&-]+\s){0,3}) (?:file|handout|library|archives?)
      (?:\s(?:photo(?:graph)?|picture|image|pic))? | contributed | supplied | submitted ) [)\]]? \W*\Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Tilda Moreau / WQRV", "Ron Keesler/The Millcreek Ledger": a name and a house, alone on the line.
BY_HOUSE = re.compile(
    rf"""
    (?:[A-ZÀ-Þ][\w.’'-]+\s){{1,2}} [A-ZÀ-Þ][\w.’'-]+ \s?/\s? (?:[Tt]he\s)?
    (?: [A-Z]{{3,6}} (?:\s(?:News|Photo|Images|\d+))?
      | (?:[A-ZÀ-Þ][\w.’'&-]*\s){{0,3}} (?: {OUTLET_NAME} | Images | Pictures
        | Photos? | Radio | Media | Newspapers | Getty\ Images ) )
    """,
    re.VERBOSE,
)
# "Alamy Stock Photo", "Shutterstock": a house of pictures alone; wire services sign texts as well.
HOUSE = re.compile(
    r"\W*(?:getty\ images|shutterstock|alamy|istock(?:photo)?|unsplash|pexels|imago|nurphoto"
    r"|adobe\ stock|depositphotos|fotolia)"
    r"(?:\ (?:stock\ )?(?:photo|image|picture)s?|\ images|\.com)?\W*",
    re.IGNORECASE,
)
# "The choir outside. 📷 Jernej Opeka": what a camera opens at the end of a line.
CAMERA = re.compile(r"[📷📸]\W{0,3}[A-ZÀ-Þ@][^📷📸]{2,60}\Z")
# "圖為：...", "（記者王小明攝）": what says in Chinese that a picture shows, and who took it.
UNDER = re.compile(r"\W{0,3}(?:圖為|图为|上圖|上图|下圖|下图|左圖|左图|右圖|右图|圖說|图说)\s?[：:]")
SHOT = re.compile(
    r"[（(【〔](?:[^（）()【】〔〕\d，。,]{1,14}(?<![拍統统])[攝摄]影?|[攝摄]影?[：:／/]?[^（）()【】〔〕\d，。,]{2,14})[）)】〕]\s*\Z"
)
MARKS = word_lists("words")["caption"]
NEAREST = 4
"""How many of its class words and ids, nearest first, speak of the line itself."""

INPUTS = re.compile(r"\b(?:inputs?|files|agenc(?:y|ies)|reports?)\b", re.IGNORECASE)
CAPTION_WORDS, LABELLED_WORDS = 70, 40
CREDIT_REACH = 160
CLOSERS = frozenset('.!?"”’')
SAID_WORDS = 4
"""Words of the sentence before a name and a house without brackets: "8. Seamless UX/UI Design" has none."""

NAME_WORDS, HOUSE_WORDS = 10, 8


def caption(line: Line, article: Article) -> Found:
    """A line under a picture, with a credit at either end or marked as such."""
    shape, text = line.shape, line.text
    if shape.words > CAPTION_WORDS:
        return None
    if shape.block.tag == "figcaption" or MARKS.intersection(line.marks[:NEAREST]):
        return SURE, ("tag: figcaption" if shape.block.tag == "figcaption" else "marks: caption",)
    label = LABEL.match(text)
    if label and shape.words <= LABELLED_WORDS and not text[label.end()].islower():
        return SURE, (f"cue: {label[0].strip()}",)
    told = shape.is_prose or shape.ends_sentence or is_heading(shape)
    stock = STAND_IN.match(text) or UNDER.match(text) or SHOT.search(text)
    stock = stock or (None if told else STOCK.match(text) or FROM_FILE.search(text) or CAMERA.search(text))
    if stock or (shape.words <= HOUSE_WORDS and (stock := by_house(line))):
        return SURE, (f"cue: {stock[0].strip()}",)
    end = CREDIT.search(text[-CREDIT_REACH:])
    if end and text[0] not in '"“' and credits_picture(end, line, article):
        return SURE, (f"cue: {end[0].strip()}", "place: at the end of the line")
    return None


def by_house(line: Line) -> re.Match[str] | None:
    """A house of pictures alone on its line, or a name and a house."""
    text = line.text.strip()
    return HOUSE.fullmatch(text) or (BY_HOUSE.fullmatch(text) if "/" in text and not beside_slash(line) else None)


def beside_slash(line: Line) -> bool:
    """The line before or after has a slash too: a list of the story."""
    return any("/" in other.block.text for other in (line.previous, line.following) if other is not None)


def labelled(judge: Judge) -> Judge:
    """What a label of a picture opens, and nothing else on its line but a name or a few words: no crosshead.

    A heading stays one, and so does what the label says of the middle of a line.
    """

    def sure(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
        found = judge(line, article, context)
        if line.shape.words > NAME_WORDS or line.shape.ends_sentence or is_heading(line.shape):
            return found
        return tuple(
            replace(opinion, weight=SURE) if (opinion.start, opinion.end) == (0, len(line.text)) else opinion
            for opinion in found
        )

    return sure


def closes_caption(end: re.Match[str], line: Line) -> bool:
    """A name and a house without brackets behind a sentence of some words, in no list of such."""
    if "/" not in (end["pair"] or "") or not end[0][-1].isalnum() or beside_slash(line) or beside_bars(line):
        return False
    return len(end.string[: end.start()].split()) >= SAID_WORDS


def credits_picture(end: re.Match[str], line: Line, article: Article) -> bool:
    """The bracket names a picture's maker or house. An agency alone in it signs a paragraph or a dateline."""
    before = end.string[: end.start()]
    behind = before.rstrip()[-1:] in CLOSERS or end[0][0] in CLOSERS
    if end["bar"]:  # "the U.S. Copyright Office | Medium" is a title
        before = before[-2:]
        return end[0][0] in CLOSERS and before.isalnum() and not before.isupper() and not beside_bars(line)
    if end["call"] or end["from"]:
        return behind
    if end["pair"] or end["shot"]:  # "golden pothos (Devil's Ivy / Money Plant)" are names of one thing
        return behind and (end[0][0] in "([" or closes_caption(end, line))
    if label := end["told"] or end["loud"] or end["by"]:
        return len(words_of(label)) <= NAME_WORDS and not SPEECH.search(end[0])
    if end["house"]:  # or is it a credit of the text?
        return not INPUTS.search(end["house"]) and not is_agency(end["house"], line, article)
    return is_names(end["name"].replace("/", " "), at_most=NAME_WORDS)
