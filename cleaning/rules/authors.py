"""Who the author is: the lines about him or her that close an article."""

from __future__ import annotations

import re

from cleaning.lines import Line, Place
from cleaning.rules.described import is_full, is_last, outlet, person
from cleaning.rules.evidence import in_tail
from cleaning.rules.phrases import Found
from cleaning.values import Article
from cleaning.verdict import STRONG, SURE

BIO_WORDS = 110
HEADING_WORDS = 8
TOP_LINES, LAST_LINES, LEAST_LINES = 3, 4, 2
"""Lines under the headline, and from the end, in which a biography stands; lines it needs before it."""

# "Jane Doe is a freelance writer", "Jane Doe writes about", "Jane Doe covers": a name, and a living made by writing.
BIO = re.compile(
    r"""
    [\s(*–—-]* (?: (?:[A-Z]\w+\s+)? (?:writer|reporter|correspondent|editor|columnist)\s+ )?
    (?P<name> (?:[A-ZÀ-Þ][\w.’'-]+\s+){1,3}
        (?:(?:van|von|der|den|de|di|da|del|dos|al|el|bin|ibn|la|le|ter|ten)\s+){0,2}
        [A-ZÀ-Þ][\w.’'-]+ ) (?: ,\s[^,.]{3,60}, )? \s+
    (?: (?:is|was|has\ been)\s+ (?:an?\s+|the\s+|our\s+)? (?:[\w'’-]+\s+){0,6}?
        (?i:writer|reporter|editor|photojournalist|videographer|(?:desk|bureau)\ chief|journalist|columnist
         |correspondent|author|contributor|blogger
         |freelancer|producer|photographer|critic|editor-in-chief|host|novelist|presenter|broadcaster|podcaster
         |filmmaker|cartoonist|illustrator|essayist|copywriter|storyteller|poet|playwright|translator)\b
        (?! \s(?:once|until|before)\b
          | \sof\s(?:the|a|that|this)\s(?:report|letter|bill|law|study|note|petition|motion|amendment)\b )
      | writes\s+ (?:about|on|for|from|an?|the|regularly|weekly|extensively|often|books|novels|poetry|features)\b
      | covers\s+ (?!(?:his|her|their|its|an?|up|only|all|more|nearly|about|half|most|\d+)\b)\w
      | reports\s+ (?:on|from|for|about)\b
      | joined\s+(?:the\s+|our\s+)?(?:[A-Z]|staff|team|newsroom) | started\s+(?:at|out|as|in)
      | (?:is\ based|has\ (?:written|covered|worked|reported)|has\ been\ (?:writing|covering))\b
    )
    """,
    re.VERBOSE,
)
# "Jane Doe is a lecturer at ...": any living, when the name is new to the story and the line among its last ones.
LIVING = re.compile(
    r"""
    (?: (?:Dr|Prof|Professor|Sir|Dame)\.?\s+ )? (?P<name> (?!(?:Dr|Prof|Professor|Sir|Dame|Mr|Mrs|Ms|The)\b)
    (?:[A-ZÀ-Þ][\w.’'-]+\s+){1,3} [A-ZÀ-Þ][\w.’'-]+ ) \s+
    (?:is|was|are)\s+ (?!the\ (?:first|second|third|fourth|last|latest|only|next|sole|\w+est)\b)
    (?:currently\s+)? (?: (?:an?|the|our)\s )? (?:[\w'’-]+[\s,]+){0,6}?
    (?i: professor | lecturer | teacher | dean | fellow | scholar | student | researcher | scientist | historian
      | economist | analyst | consultant | strategist | specialist | engineer | lawyer | attorney | physician | doctor
      | (?:co-)?founder | director | head | president
      | chair\w* | officer | manager | partner | ceo | secretary | member
      | commentator | activist | diplomat | ambassador | entrepreneur
      | chief\ executive | adviser | advisor | advocate | campaigner | coordinator | trustee | expert | practitioner
      | psychologist | therapist | barrister | solicitor | pastor | rabbi | candidate | intern | retired\ \w+ )\b
    [^.]{0,80}? \b (?:at|of|with|for|from|in) \s+ (?:the\s+)? [A-ZÀ-Þ]
    """,
    re.VERBOSE,
)
# "A former teacher, Dr Jane Doe teaches ...", "Jane covers ...": a career in the present tense.
CAREER = re.compile(
    r"""
    (?: (?:An?|Now|Formerly|Originally|Born)\ [^,.]{3,60},\ )?
    (?: (?:Dr|Prof|Professor|Sir|Dame)\.?\s+ )? (?P<name> (?:[A-ZÀ-Þ][\w.’'-]+\s+){0,3}
        (?:(?:van|von|der|den|de|di|da|del|dos|al|el|bin|ibn|la|le|ter|ten)\s+){0,2}
        [A-ZÀ-Þ][\w’'-]+ ) \s+
    (?: (?:currently|also|now|regularly)\s+ )?
    (?: (?:writes|reports)\s+ (?:about|on|for|from|an?\ (?:\w+\ )?column|regularly|weekly|books|novels)\b
      | covers\s+ (?!(?:his|her|their|its|an?|up|only|all|more|nearly|about|half|most|\d+)\b)\w
      | (?:edits|blogs|tweets|podcasts|hosts|lectures|freelances|transcribes|translates|illustrates|curates)\b
      | teaches\s+(?!(?:the|his|her|their|its|him|them|us)\b)\w+ | lives\s+in\s+(?=[A-Z])
      | works\s+(?:as|at|for)\s | serves\s+as | leads\s+(?:coverage|the\s)
      | holds\s+(?:the|an?)\s+(?:\w+\s+)?(?:chair|degree|PhD|doctorate|master)
      | can\ be\ (?:reached|contacted|followed|found) | joined\s+(?:(?:the\s+)?[A-Z]|us\b)
      | (?:is|has\ been)\s+(?:the\s+)? (?:[A-Z][\w’'-]+\s+){1,3}? (?:man|woman|correspondent|reporter|editor|writer)\b
      | has\s+(?:been\s+)?(?:report|writ|cover|edit|work)(?:ing|ten|ed)\b
    )
    """,
    re.VERBOSE,
)
# "When not writing, Jane can be found on a hill", "Before joining the Gazette, Jane covered courts for ...".
BESIDE_WORK = re.compile(
    r"""
    (?: When | While ) \s (?:(?:s?he|they)\s (?:is|are|was)\s | (?:s?he|they)['’](?:s|re)\s )? (?:not|n['’]t)\s
    (?: writ | report | edit | blog | cover | chas | at\ work | in\ the\ newsroom | behind )
  | (?:[A-ZÀ-Þ][\w.’'-]+\s+){2,4} [^.]{0,120} \b can\ be\ (?:reached|contacted|e?-?mailed)\ (?:at|on|via|by|through)\b
  | (?: Before | Prior\ to ) \s joining \s (?:the\s)? [A-Z] [^.]{0,160}?
    \b (?: beat | newsrooms? | reporter | reported | reporting | editor | covered | covering | wrote | journalist )\b
    """,
    re.VERBOSE,
)
# "Views are personal." closes what is said of a guest writer.
PERSONAL = re.compile(
    r"""
    (?: [.;(\[] | \A )\s* (?:the\s|these\s|all\s)? (?:views?|opinions?) (?:\s(?:expressed|here|above))*
    \s (?:are|is)\s (?:strictly\s|entirely\s|purely\s|solely\s)? (?: personal | (?:his|her|their|my)\sown ) \W* \Z
  | \b (?:tweets|posts|toots) \s (?:at|as|under) \s @\w+ \W* \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What a story tells and a biography does not: who said so, and on which day.
TOLD = re.compile(
    r"""
    \b(?: said | says | told | according\ to | added | argued | warned | insisted )\b
  | , \s (?:[\w'’-]+\s){1,5}? (?:say|shout|explain)\W* \Z | \bon\ (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b
  | \b(?: yesterday | today | tonight | last\ (?:week|month|night) | this\ (?:week|month|morning) )\b
  | \b(?:who|which|whose\ \w+)\ (?:was|were|had)\b | \bone\ of\ (?:the\ )?\w+\ (?:group|people|men|women)s?\b
  | \bone\ of\ (?:the\ )?\d+\b | ^\W*(?:[\w.’'-]+\s){1,4}is\ an?\ \d+-year-old | \bis\ survived\ by\b | \bdied\b
  | \buntil\ (?:his|her|their)\ (?:death|retirement)\b | ,\s(?:where|who|which)\s[^,.]{0,60}\b(?:will|would)\b
  | \b(?:charged|accused|arrested|convicted|jailed|sentenced)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Quotation marks around what somebody wrote or makes are none of speech: 'Ada is the author of "Tides" and "Ropes".'
WORKS = re.compile(
    r"""
    \b(?: author | writer | editor | host | creator | director | translator | producer )s? \s of \b [^.?!"“”]{0,60}
    ["“] [^"“”]{2,120} ["”] (?: [\s,]* (?:(?:and|&)\s+)? ["“] [^"“”]{2,120} ["”] ){0,4}
    """,
    re.VERBOSE,
)
POST = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w.’'-]+(?:\s[A-ZÀ-Þ][\w.’'-]+){1,3}) (?:,\s|\s[-–|]\s) (?P<post>[^,.]{3,60})", re.VERBOSE
)
CONTACT = re.compile(
    r"""
    \W* (?: you\ (?:can|may)\s )?
    (?: (?:got|have|know)\ [^.?]{0,40}\b(?:tip|story|news|question|questions|more|information)\b[^.?]{0,30}\? \s+ )?
    (?:please\ )? (?:e-?mail|contact|reach|write\ to|call|text|message|tweet|follow|get\ in\ touch\ with
      | (?:send|e-?mail)\ (?:us\ )?(?:your\ )?
        (?: tips? | comments | feedback | stories | story\ ideas | corrections | letters | questions ) )\b
    [^.?!]{2,50}? (?: \S+@\S+ | (?:at|on|via)\s[\d+(][\d\s().-]{5,} | @\w{3,} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Hi, I'm Ada and I cook for five", "I am Ada, a blogger from Lagos".
MYSELF = re.compile(
    r"""
    (?: (?:Hi|Hello|Hey|Welcome)[,!.]? \s+ (?:there[,!.]?\s+)? (?: I\ am | I['’]m | [Mm]y\ name\ is ) \s [A-ZÀ-Þ]
      | (?: I\ am | I['’]m | My\ name\ is ) \s (?:[A-ZÀ-Þ][\w’'-]+\s?){1,3} (?:,\s|\sand\sI\s|\sand\sI['’]m\s)
        [^.]{0,60}
        \b(?: blog\w* | writer | write | journalist | reporter | editor | author | photographer | column\w* )\b )
    """,
    re.VERBOSE,
)
# An address or an account, and nothing else but what it is.
REACHED = re.compile(
    r"""
    \W* (?: (?:writer|author|columnist|reporter|correspondent)['’]s\s )?
    (?: (?:e-?mail|mail|twitter|x|instagram|facebook|threads|mastodon|bluesky|telegram
        |contact(?:\ us)?|corrections?|complaints?
        |feedback|letters?|tips?|news\s?desk|editorial|enquiries|inquiries|comments
        |questions)\s* [:–—-]?\s* )?
    (?: [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | @\w{3,} )
    (?: \s*[|/,;•·]\s* (?: [\w.+-]+@[\w-]+(?:\.[\w-]+)+ | @\w{3,} | [+(]?\d[\d\s().-]{6,} ) ){0,2} \W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "You can find more of Ada's work on her website".
MORE_OF = re.compile(
    r"""
    (?:You\ can\s)? (?:find|read|see|follow|hear)\ more\ (?:of|from|by)\s (?:his|her|their|[A-ZÀ-Þ][\w-]+['’]s)\s
    (?: work | writing | articles | stories | reporting | columns | photographs )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
# "Written by our editorial team", "This article was prepared by the news desk".
BY_DESK = re.compile(
    r"""
    \W* (?: (?:this|the)\ (?:article|story|report|piece|text)\ (?:was|is|has\ been)\s )?
    (?:written|prepared|compiled|produced|edited|published|created|authored|put\ together)\ by\s
    (?:our|the)\ (?:\w+\s){0,2}? (?:editorial|news|web|online|digital|sports?|content|city|foreign|night)\s
    (?:team|desk|staff|department|office|board|editors) (?: \s(?:of|at)\ [^.,]{3,40} )? \W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
THE_AUTHOR = re.compile(
    r"""
    \W* (?:the|this|our)\s+ (?:guest\s)?
    (?:author|authors|writer|writers|columnist|contributor|reviewer|correspondent|journalist)
    (?: ,\s (?:an?|the)\s [^,.]{3,60}, \s+ (?: served | worked | taught | retired )\b
      | (?: ,\s (?:an?|the)\s [^,.]{3,60}, )? \s+
        (?: (?:is|are|was|were)\b (?! \s (?:not|in|to|no|the\ \w+est)\b
              | \s (?!based|retired|visiting|practi[sc]ing|leading|working|writing|interested|trained|affiliated
                      |associated|engaged) (?:\w+ing|\w+ed|taken|held|shot|found|sent|put)\b )
          | has\b (?!\s(?:not|never|been\ \w+(?:ed|en)|died|lost|won)\b)
          | travel+ed\ (?:as|to|with|at|courtesy) | (?:teaches|lives|works|writes|heads|leads|covers)\b
          | can\ be\ (?:reached|contacted|e?-?mailed|followed)\b | tweets\b | blogs\b | may\ be\ reached\b ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
TRADE = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|journalist|critic|producer|contributor)\b", re.IGNORECASE
)
LIVING_WORDS = 45
ABOUT = re.compile(
    r"""
    \W* (?:
        (?:(?:more|read\ more|learn\ more)\s+)? (?:about|meet)\s+ (?:the\s+|our\s+)?
        (?:author|writer|reporter|contributor|editor|creator|journalist|columnist|blogger)s?
      | über\ (?:den\ autor|die\ autorin) | zum\ autor | à\ propos\ de\ l'auteur
      | sobre\ (?:el\ autor|la\ autora|o\ autor) | l'autore | over\ de\ auteur | o\ autorze | об\ авторе
      | yazar\ hakkında | about\ me
      | about\ this\ (?:author|writer|reporter|columnist|contributor)
      | (?:in\ regards?\ to|regarding|concerning)\ the\ (?:author|writer|reporter|columnist)
      | (?:hi|hello|hey)[,!]?\s+i['’]?\s?a?m
      | (?:contact|email|e-mail|reach|write\ to)\s+(?:the\s+)?(?:author|reporter|writer|editor)
    )\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
AUTHORS = """
author authors writer writers reporter reporters contributor contributors editor editors creator creators journalist
journalists columnist columnists blogger bloggers autor autorin auteur autora autore autorze авторе yazar me hi
hello hey
"""
ABOUT_WORDS = frozenset(AUTHORS.split())
"""Words without which ABOUT finds nothing."""


def author_bio(line: Line, article: Article) -> Found:
    """Who the author is and what he or she does, near the end or right under the headline."""
    if line.shape.words > BIO_WORDS:
        return None
    about = ABOUT.match(line.text)
    if about and (line.shape.words <= HEADING_WORDS or line.text[about.end() :].lstrip()[:1] in ":–-"):
        return SURE, (f"cue: {about[0].strip()}",)
    if in_tail(line) and (said := signs(line, article)):
        return said
    found = BIO.match(line.text) or (LIVING.match(line.text) if line.shape.words <= LIVING_WORDS else None)
    if found:
        return named(found["name"], line, article, trade=found.re is BIO)
    career = CAREER.match(line.text) if is_last(line) else None
    name = career["name"] if career and is_full(career["name"], line) else person(line)
    if name:
        return named(name, line, article, trade=True)
    own = outlet(line, article)
    return own if own and not is_told(line) else None


def signs(line: Line, article: Article) -> Found:
    """How to reach the author, or the author's name with a post or under "About"."""
    place = f"place: {line.left + 1} from the end"
    if THE_AUTHOR.match(line.text) and not is_told(line):
        return SURE, ("shape: says what the author does", place)
    if (beside := BESIDE_WORK.match(line.text) or PERSONAL.search(line.text)) and not is_told(line):
        return SURE, (f"cue: {beside[0].strip()[:40]}", place)
    if (contact := reached(line)) and not is_told(line):
        return SURE, (f"cue: {contact.strip()[:40]}", place)
    name, _, _ = (article.byline or "").partition(",")
    if name and line.shape.words <= HEADING_WORDS and line.shape.folded == f"about {name.strip().casefold()}":
        return SURE, (f"cue: {line.text}", f"byline: {name}")
    post = POST.fullmatch(line.text) if line.shape.words <= HEADING_WORDS + 2 else None
    if post and not line.shape.ends_sentence and TRADE.search(post["post"]) and not named_before(post["name"], line):
        return STRONG, ("shape: a name and a post", place)
    return None


def reached(line: Line) -> str | None:
    """How to reach somebody, which desk it was, or what the author says of himself or herself; None for others."""
    found = CONTACT.match(line.text) or MORE_OF.match(line.text) or BY_DESK.fullmatch(line.text)
    if found is None and line.left < LAST_LINES:  # addresses in the middle are a list of the story's
        found = REACHED.fullmatch(line.text) or (MYSELF.match(line.text) if is_last(line) else None)
    return found[0] if found else None


def named(name: str, line: Line, article: Article, *, trade: bool) -> Found:
    """A name and what he or she does: the author's own, or one that the story has not mentioned, at its end."""
    own = article.byline is not None and surname(name) in article.byline.casefold()
    spoken = WORKS.sub("", line.text)
    if ('"' in spoken or "“" in spoken) and not (own and spoken != line.text):
        return None
    if own and (in_tail(line) or line.index < TOP_LINES):
        return SURE, ("shape: a name and a trade", f"byline: {article.byline}")
    last = closes(line) and (trade or is_last(line))
    if last and not named_before(name, line) and not is_told(line):
        return SURE, ("shape: a name and a trade", "place: among the last lines", "topic: a name new to the story")
    return None


def is_told(line: Line) -> bool:
    """A sentence of the story: somebody says it, or it happened on a day."""
    return TOLD.search(line.shape.piece.text) is not None


def closes(line: Line) -> bool:
    """Among the last lines of an article of some length, or of its prose."""
    near = (line.left < LAST_LINES and line.prose_left <= LEAST_LINES) or line.ends_story
    return near and line.index > LEAST_LINES and line.place is not Place.OPENING


def surname(name: str) -> str:
    """The last word of a name, without case."""
    return name.rsplit(maxsplit=1)[-1].casefold()


def named_before(name: str, line: Line) -> bool:
    """The story's own paragraphs speak of this person."""
    last = re.compile(rf"(?<!\w){re.escape(surname(name))}(?:s|n|an|ian|ese)?(?!\w)")  # a country's people too
    return any(last.search(shape.folded) for shape in line.shapes[: line.index] if shape.is_prose)


def after_author(line: Line, article: Article) -> Found:
    """Under the heading of a biography, near the end."""
    del article
    before = line.previous
    if before is None or before.words > HEADING_WORDS or line.shape.words > BIO_WORDS or not in_tail(line):
        return None
    return (SURE, (f"block: under “{before.block.text[:40]}”",)) if ABOUT.match(before.block.text) else None
