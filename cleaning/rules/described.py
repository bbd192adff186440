"""Who stands behind a story, told by what the last lines say of a person or of an outlet, whatever their wording.

The regular biography has a sentence pattern of its own (authors.py). Here three things must come together: a name that
the story has not mentioned, the present tense, and a word of the trade; or an outlet that says what it is.
"""

from __future__ import annotations

import re

from cleaning.lines import Line
from cleaning.rules.evidence import in_tail, is_agency, words_of
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import SURE

NAME = (
    r"(?:(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms)\.?\s+)? (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){0,3} [A-ZÀ-Þ][\w.’'-]+ )"
)
OUTLET_NAME = (
    r"(?:Times|Gazette|Herald|Post|Courier|Echo|Ledger|Standard|Tribune|Chronicle|Mercury|Star|Observer|News|Journal"
    r"|Dispatch|Examiner|Advertiser|Argus|Bulletin|Press|Record|Register|Review|Telegraph|Mail|Globe"
    r"|Independent|Beacon|Sun)"
)
# "Ada Brown looks after the Gazette's letters", "Ada Brown has walked the coast for the Post since 2004".
FOR_THE_PAPER = re.compile(
    rf"""
    \b(?: (?:for|at|of|with)\s (?:the|this|our)\s (?:[A-ZÀ-Þ][\w-]+\s){{0,2}}
        (?:{OUTLET_NAME}\b(?!['’]) | (?:news)?paper\b | newsroom\b )
      | (?:the|our)\s (?:[A-ZÀ-Þ][\w-]+\s){{0,2}} (?:{OUTLET_NAME} | (?:news)?paper | newsroom)['’]s
      | (?:with|at)\s us\b )
    """,
    re.VERBOSE,
)
# "With ten years in the newsroom, Ada Brown oversees ...": a name and a verb in the present or perfect tense.
PRESENT = re.compile(
    rf"""
    (?: (?: (?:Editor['’]s\s+)? [Nn]ote | The\ [Aa]uthor | Author | Writer )\s*:\s+ )?
    (?: (?:An?|Now|Formerly|Originally|Born|With|As|Based|Since)\ [^,.]{{3,80}},\ )?
    (?: (?:Guest\s|Our\s)? [\w-]{{0,20}}\s? (?:columnist|writer|reporter|correspondent|contributor)\s+ )?
    {NAME} (?: ,\s[^,.]{{3,80}}, )? \s+
    (?: (?:currently|also|now|regularly)\s+ )? (?! was\b | says\b | insists\b | loses\b | wins\b ) [a-z]{{1,12}}s \s
    """,
    re.VERBOSE,
)
# "This article was written by Ada Brown, a planner", "Before joining the Gazette, Ada Brown spent ten years".
GUEST = NAME.replace("?P<name>", "?P<guest>")
OWNER = NAME.replace("?P<name>", "?P<owner>").replace(r"[\w.’'-]+ )", r"[\w.-]+ )")
BY_GUEST = re.compile(
    rf"""
    (?:This|The)\ (?:article|piece|column|essay|guest\ post|op-ed)\ (?:was|is)\ (?:written|contributed)\ by\s+
      {NAME} (?:,|\Z|\.)
    | (?:Before|Prior\ to)\ joining\ (?:the\s)?[A-Z][^,]{{2,40}},\s {GUEST} \s (?:spent|was|worked)
    | (?:Written|Contributed|Submitted)\ by\s+ {NAME.replace("?P<name>", "?P<writer>")} ,\s (?:an?|the|who|our)\s
    | {OWNER}['’]s\ (?:latest|new|first|most\ recent)\ (?:book|novel)\b
    """,
    re.VERBOSE,
)
# "Ada Brown wrote this article as a member of ...", "Ada Brown, a teacher, writes from Lagos".
WROTE_THIS = re.compile(
    rf"""
    {NAME} (?: ,\s[^,.]{{3,80}}, )? \s+
    (?: (?:contributed|wrote|prepared|submitted|sent|filed)\s+ this\s+
        (?:article|piece|column|essay|story|report|op-ed|review)\b
      | can\ be\ heard\b
      | is\ with\s (?:the\s)? (?:[A-ZÀ-Þ][\w-]+\s){{0,3}}
        (?:{OUTLET_NAME} | \w*[Ww]ire | Reuters | AP | Associated\ Press) \W* \Z
      | (?:writes|wrote)\s+ (?:in\s+)? from\s+ [A-ZÀ-Þ][\w-]+ (?:[,\s]+[A-ZÀ-Þ][\w-]+){{0,3}} \W* \Z )
    """,
    re.VERBOSE,
)
# "Ada Brown, a former judge, teaches law at ...".
TEACHES = re.compile(
    r"""
    (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){1,3} [A-ZÀ-Þ][\w.’'-]+ ) ,\s (?: an?\s [^,.]{3,80} | Ph\.?D\.? | M\.?D\.? ), \s+
    (?: teaches | lectures | is\ based\ in | heads | runs | chairs ) \s
    [^,]{3,80} \b (?:at|for|of|in|with)\s (?:the\s)? [A-Z]
    """,
    re.VERBOSE,
)
# "Ada Brown lives in Lagos with two cats", "Ada Brown is a beekeeper in Lagos": how somebody lives whom the story has
# not mentioned, all of it in one sentence.
LIFE = re.compile(
    r"""
    (?: (?:The|Our|Guest)\s (?:journalist|writer|author|blogger|reporter|columnist|contributor)\s )?
    (?: (?:Dr|Prof|Professor|Sir|Dame)\.?\s+ )? (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){1,3} [A-ZÀ-Þ][\w.’'-]+ )
    (?: ,\s (?: an?\s | who\s(?:covers|writes|reports|edits|blogs)\s ) [^,.]{3,80}, )? \s+
    (?: (?:lives|resides|works|lives\ and\ works)\s (?:in|near|between)\s (?=[A-ZÀ-Þ])
      | (?:writes|composes|pens)\s (?:about|on|regarding|concerning)\s
      | (?:loves|enjoys|likes)\s (?: \w+ing\b | [^,.]{3,30}, [^.]{0,60} \b(?:and|or)\s )
      | is\ (?:passionate|enthusiastic|mad)\ about\b
      | (?:divides|splits|shares)\ (?:his|her|their)\ time\ between\b
      | is\ an?\s (?:[\w’'-]+\s){0,3}?
        (?: beekeeper | gardener | farmer | baker | chef | cook | nurse | midwife | dentist | vet | GP | pharmacist
          | poet | artist | musician | composer | sculptor | painter | actor | actress | comedian | translator
          | librarian | archivist | arch(?:a?e)?ologist | geographer | biologist | physicist | chemist | planner
          | architect | carpenter | sailor | skipper | pilot | programmer | developer | designer | accountant
          | banker | trader | civil\ servant | social\ worker | councillor | priest
          | vicar | veteran | mother | father | grandmother
          | grandfather ) \s (?:of\ \w+\s)? (?:who\s(?:lives|works)\s)? (?:in|at|from|near)\s (?=[A-ZÀ-Þ])
      | is\ the\ (?:pen\ name|pseudonym|nom\ de\ plume)\ of\b
      | (?:started|began)\ (?:out\ |(?:his|her|their)\ (?:career|working\ life)\ ) (?:at|as|in|with|on)\b
      | spent\ (?:\w+\s){1,4}years?\ (?:at|with|in|on)\b [^.]{3,60}
        \b before\ (?:coming|joining|turning|moving|becoming)\b
      | was\ (?:previously|formerly|before\ that)\s (?:in|at|with|an?)\s )
    [^.]{0,120} [.]? \Z
    """,
    re.VERBOSE,
)
# "By day, Ada Brown edits the pages; by night she blogs", "A native of Lagos, Ada Brown turned to journalism".
BY_DAY = re.compile(
    r"""
    (?: By\ day | In\ (?:his|her|their)\ (?:spare|free)\ time | Outside\ (?:of\ )?(?:work|the\ newsroom)
      | Away\ from\ (?:work|the\ (?:desk|newsroom|keyboard)) | An?\ native\ of\ [^,.]{3,40}
      | (?:Having|After)\ (?:studied|studying|graduat\w+|train\w+)\ [^,.]{3,60} ),\s
    (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){1,3} [A-ZÀ-Þ][\w.’'-]+ ) \s+ [a-z]+ (?:s|ed) \s
    [^.]{0,100} (?<= \s ) (?: journalism | journalist | blogs? | writes | reporter | editor | columns ) \b
    [^.]{0,80} [.]? \Z
    """,
    re.VERBOSE,
)
# "Ada Brown's column appears on Tuesdays".
COLUMN = re.compile(
    r"""
    (?P<name> (?:[A-ZÀ-Þ][\w.-]*\s+){0,3} [A-ZÀ-Þ][\w.-]+ ) ['’]s\s
    (?: column | blog | newsletter | podcast )s?\ (?:appears?|runs?|is\ published|comes\ out|can\ be\ (?:read|found))\b
    """,
    re.VERBOSE,
)
# "Ada is a graduate of the university of Lagos": by the first name alone as well.
SCHOOLED = re.compile(
    r"""
    (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){0,3} [A-ZÀ-Þ][\w’'-]+ ) \s+
    (?: is\ an?\s (?:[\w-]+\s){0,2} (?:graduate|native|alumn\w+)\ of
      | holds\ an?\s (?:[\w’'-]+\s){0,3}? (?:degree|BA|MA|PhD) | graduated\ from )\b
    """,
    re.VERBOSE,
)
# "Ada Brown is a consultant in water law": what somebody is whom the story has not named, where no paragraph follows.
NEWCOMER = re.compile(
    r"""
    (?! (?:The|This|That|These|An?|It|In|At|On|For|But|And|Our|His|Her)\b )
    (?: (?:Dr|Prof|Professor|Sir|Dame)\.?\s+ )? (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){1,3} [A-ZÀ-Þ][\w’'-]+ )
    (?: ,\s[^,.]{3,60}, )? \s+ is\s (?: (?:also|currently|now)\s )? (?:an?|the|one\ of\ the)\s
    (?! (?: first | second | third | \w+th | last | latest | new | next | only | \w+est )\b )
    (?: [\w’'-]+\s ){0,4}?
    (?: [a-z]+(?:er|or|ist|ian|eer|ician|ant|ologist) | chair(?:man|woman)? | head | fellow | student | expert | partner
      | [a-z]+(?:man|woman) | analyst | executive | specialist ) \s
    (?: of | at | in | for | with | and | who | from | on | based | to )\s
    """,
    re.VERBOSE,
)
LIFE_WORDS = 30
"""Words of such a sentence."""
NEWCOMER_WORDS = 40
"""The same of one that says only what somebody is."""
# What a first name alone needs besides: the paper, or a place of work.
OF_THE_PAPER = re.compile(
    r"""\b(?: the\ paper | this\ (?:news)?paper | the\ newsroom | our\ [\w\ ]{0,20}(?:editor|writer
      |correspondent|reporter|columnist|critic)
      | joined\s(?:us\b|(?:the\s)?[A-Z]) | (?:at|for|with)\s(?:the\s)?[A-Z] )""",
    re.VERBOSE,
)
OUTLET = r"""
    (?: newspaper | weekly | daily | newsroom | (?:media|independent)\ outlet | news\ organi[sz]ation
      | 501\(c\)\(3\)\ \w+
      | news\ (?:agency|site|website|service|outlet|portal|platform|magazine)
      | wire\ service | magazine | publication | broadcaster | web\s?site | web\ portal | blog )
"""
# "The Gazette is an independent weekly", "Norwire brings you the latest news": an outlet about itself.
ITSELF = re.compile(
    rf"""
    (?: [A-ZÀ-Þ][\w’'-]+ [.,;|–—-]\s+ )? (?: The\s+ )?
    (?! (?: It | This | That | He | She )\s ) (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){{0,4}} [A-ZÀ-Þ][\w.’'-]+ )
    (?: ,\s[^,.]{{3,80}}, )? \s+
    (?: is\s+ (?:an?|the|your|our)\s+ (?:[\w'’-]+[\s,]+(?:and\s+)?){{0,6}}? {OUTLET}\b
      | is\s+ published\s+ (?:by|every|daily|weekly|monthly|on|in|twice)\b
      | (?:brings|delivers|offers|gives|provides)\s+ (?: you | (?:its\ )?readers | the\ (?:latest|newest|freshest) )\b )
    """,
    re.VERBOSE,
)
# "Founded in 1887, the Gazette is the oldest paper on the coast", "The Gazette is owned by Norland Media".
FOUNDED = re.compile(
    rf"""
    (?: (?:Founded|Established|Launched|Set\ up|Published|Printed)\ (?:in|by|since|on)\ [^,.]{{2,40}},\s (?:the|The)?\s?
        (?P<founded> (?:[A-ZÀ-Þ][\w.’'-]*\s+){{0,3}} [A-ZÀ-Þ][\w.’'-]+ ) \s
        (?:is|has|was|brings|covers|reports|serves|remains)\b [^.]{{0,80}} \b(?: (?:news)?paper | {OUTLET} | news )\b
      | (?:Published|Printed|Produced)\ by\ (?:the\s)?
        (?P<printed> (?:[A-ZÀ-Þ][\w.’'-]*\s+){{0,3}} [A-ZÀ-Þ][\w.’'-]+ ) ,\s
        (?:an?|the|your)\s [^.]{{0,60}} \b(?: (?:news)?paper | {OUTLET} )\b
      | The\s (?P<owned> (?:[A-ZÀ-Þ][\w.’'-]*\s+){{0,3}} {OUTLET_NAME} ) \s
        is\ (?:owned|published|run|operated|produced|printed)\ by\b
      | (?:The\s)? (?P<voice> (?:[A-ZÀ-Þ][\w.’'-]*\s+){{0,3}} {OUTLET_NAME} ) \s[–—-]\s
        (?:the|your|an?)\s (?: voice | home | paper | source | eyes | oldest | leading | first | independent )\b
        [^.–—]{{0,80}} [.]? \Z )
    """,
    re.VERBOSE,
)
# "The Gazette has served the coast since 1887": known for an outlet by its name.
SERVES = re.compile(
    r"""
    (?: The\s+ )? (?P<name> (?:[A-ZÀ-Þ][\w.’'-]*\s+){0,3}
      (?: Times | Gazette | Herald | Post | Courier | Echo | Ledger | Standard | Tribune | Chronicle | Mercury | Star
        | Observer | News | Journal | Dispatch | Examiner | Advertiser | Argus | Bulletin | Press | Record | Register
        | Review | Telegraph | Mail | Globe | Voice | Independent | Beacon | Daily | Weekly ) ) \s+
    (?: serves | has\ (?:served|been\ serving|covered|been\ covering) | was\ (?:founded|established)\ in )\b
    """,
    re.VERBOSE,
)
# "About Lake State University: Founded in 1868, ...": what a release says of who sends it.
SENDER = re.compile(
    r"""
    About\s (?:[Tt]he\s)? (?P<name> [A-ZÀ-Þ0-9][\w.,&'’-]* (?:\s(?:of|for|the|and|&|[A-ZÀ-Þ0-9][\w.,&'’-]*)){0,7} )
    \s? (?: : | [–—] | -\s ) \s? [A-ZÀ-Þ]
    """,
    re.VERBOSE,
)
# "Our newsroom works to bring readers ...".
STAFF = re.compile(
    r"""
    (?:Our|The)\s+ (?:[\w'’-]+\s+){0,4}? (?:team|newsroom|staff|crew|desk|writers|editors|journalists|reporters) \s+
    (?:of\ [^,.]{3,40}\s)? (?: work | deliver | bring | cover | strive | provide | is\ dedicated | is\ committed
      | are\ dedicated | are\ committed )
    """,
    re.VERBOSE,
)
AUDIENCE = frozenset({"you", "your", "readers", "audience", "audiences"})
ABOUT_NEWS = frozenset({"news", "stories", "tales", "reporting", "journalism", "coverage", "information", "updates"})

TRADE = frozenset(
    {
        *("reporter", "reporting", "correspondent", "editor", "writer", "columnist", "journalist"),
        *("journalism", "critic", "producer", "contributor", "newsroom", "column", "columns", "coverage", "newspaper"),
        *(
            "blog",
            "blogger",
            "blogs",
            "author",
            "essays",
            "freelance",
            "freelancer",
            "podcast",
            "podcaster",
            "broadcaster",
        ),
        *("editorial", "desk", "storytelling", "storyteller", "novelist", "essayist", "copywriter", "filmmaker"),
    }
)
"""Words of the trade, one of which a biography holds."""

PERSON_WORDS, OUTLET_WORDS = 60, 60
LAST = 2
"""Words of a biography and of what an outlet says of itself; lines from the end in which they stand."""


def person(line: Line) -> str | None:
    """The name of someone whom the line describes as one of the trade, or None.

    It tells the reader nothing that happened: that is asked by the caller, who knows the story.
    """
    text = line.shape.piece.text
    if line.shape.words > PERSON_WORDS or not is_last(line) or '"' in text:
        return None
    if by_guest := BY_GUEST.match(text):
        return next(name for name in by_guest.groups() if name)
    found = WROTE_THIS.match(text) or TEACHES.match(text) or life(line) or present(line)
    return found["name"] if found else None


def life(line: Line) -> re.Match[str] | None:
    """How somebody lives, in one sentence, or, in the last one of all, what somebody is."""
    text, words = line.shape.piece.text, line.shape.words
    found = (LIFE.match(text) or BY_DAY.match(text) or COLUMN.match(text)) if words <= LIFE_WORDS else None
    if found or words > NEWCOMER_WORDS or line.prose_left:
        return found
    return NEWCOMER.match(text) or SCHOOLED.match(text)


def present(line: Line) -> re.Match[str] | None:
    """A name, the present tense, and a word of the trade or the paper."""
    text = line.shape.piece.text
    found = PRESENT.match(text)
    if found is None or (TRADE.isdisjoint(line.shape.tokens) and not FOR_THE_PAPER.search(text)):
        return None
    return found if is_full(found["name"], line) else None


def is_full(name: str, line: Line) -> bool:
    """A first name and a surname, or one of them and the paper or a place of work: a surname alone is the story's."""
    text = line.shape.piece.text
    return " " in name.strip() or "," in text[: text.find(name)] or OF_THE_PAPER.search(text) is not None


def outlet(line: Line, article: Article) -> Found:
    """What an outlet, or its staff, says of itself in one of the last lines."""
    text = line.shape.piece.text
    if line.shape.words > OUTLET_WORDS or not is_last(line) or not in_tail(line) or '"' in text:
        return None
    terms = (f"place: {line.left + 1} from the end",)
    if STAFF.match(text) and not (AUDIENCE.isdisjoint(line.shape.tokens) or ABOUT_NEWS.isdisjoint(line.shape.tokens)):
        return SURE, ("shape: what the newsroom does for its readers", *terms)
    if SENDER.match(text):
        return SURE, ("shape: what a release says of its sender", *terms)
    found = ITSELF.match(text) or SERVES.match(text) or FOUNDED.match(text)
    name = next((name for name in found.groups() if name), None) if found else None
    if name is None or (is_known(name, line) and not is_agency(name, line, article)):
        return None
    return SURE, ("shape: what an outlet is", "topic: a name new to the story", *terms)


def is_last(line: Line) -> bool:
    """One of the last two lines, or no prose comes after it: a page adds forms and links behind its story."""
    return line.left < LAST or (line.ends_story and line.prose_left == 0)


def is_known(name: str, line: Line) -> bool:
    """The story's own paragraphs speak of this outlet, by all of its name or by its last word."""
    last = words_of(name)[-1].casefold()
    return any(last in shape.tokens for shape in line.shapes[: line.index] if shape.is_prose)
