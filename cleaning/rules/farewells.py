"""What a page says to its reader when the story is over: where more of it is, what to do about it, how to answer.

Such lines are full sentences in many wordings; what they share is how they open and whom they speak to. Only the end of
a story has them, so nothing is said of lines before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleaning.lines import Line, Place
from cleaning.rules.evidence import in_tail
from cleaning.rules.phrases import ATTRIBUTED, SPEECH
from cleaning.values import Article, Context, Kind, Opinion
from cleaning.verdict import STRONG, SURE

FAREWELL_WORDS = 28
"""Words of such a line."""

THINGS = r"(?:news|stories|story|coverage|updates?|headlines|articles|content|journalism|analysis|videos|podcasts|tips)"
# "For more stories like this, check our news page", "Read the rest of this story on our app".
MORE = re.compile(
    rf"""
    For\s (?:all\ (?:of\ )?)? (?:the\s)? (?:more|latest|best|other|breaking)\b (?!\ than\b)
      (?: [^.?!,]{{0,30}} \b{THINGS}\b [^.?!,]{{0,40}} | \ (?:on|about)\ this\ (?:story|topic|subject)
        | [^.?!,]{{0,20}} \bfrom\ (?:[A-Z]\w+|our\ \w+|the\ [A-Z]\w+) )
      ,?\s (?:please\s|you\ can\s)?
        (?: visit | check | see | follow | read | click | go | head | download | tune | subscribe | sign | join
          | browse | explore | log )\b .*
  | (?:Read|See|Find|Watch|Hear|Listen\ to)\ the\ (?:full|rest\ of|whole|original|entire)\ .{{0,40}}
      \b(?:on|at|in)\ our\ (?:\w+\s)?(?:web\s?site|site|app|page|paper|channel|homepage)\b .{{0,30}}
  | (?:Explore|Access|Discover|Browse|Get)\ (?:the|our)\ (?:latest|newest|most\ recent|best|real-time|live)\s
      [^."]{{0,40}} \b(?:{THINGS}|features|research|opinion|insights)\b [^."]{{0,60}} [.!]?
  | Get\ (?:real-time|live|instant|daily)\ (?:updates|alerts|news)\b [^"]{{0,80}}
  | (?:Listen\ to|Watch|Download)\ (?:the|our|this)\ (?:\w+\s)?(?:podcast|video|episode|clip|interview|report|trailer)
      (?:\ (?:above|below|here|now|in\ full|on\ our\ \w+))? \W*
  | (?:Find|Learn)\ out\ more \W* | Learn\ more\ about\ (?:our|us)\b [^"]{{0,40}}
    """,
    re.VERBOSE,
)
# "Enjoyed this article? Share it with your friends", "Be sure to follow us".
FOLLOW = re.compile(
    r"""
    (?:Please\ )? (?:[Bb]e\ sure\ to|[Mm]ake\ sure\ (?:to|you|that\ you)|[Dd]on['’]t\ forget\ to|[Rr]emember\ to)\s
      (?:also\s)? (?:follow|like|share|subscribe|join|tag|pin|bookmark|check\ out)\b
      \s(?:\w+\s){0,2}? (?:us|me|our|my|this\ (?:post|page|article|story|recipe)|(?:\w+\s)?(?:newsletter|channel))\b .*
  | (?:Did\ you\ |Do\ you\ )? (?:[Ll]iked?|[Ll]oved?|[Ee]njoy(?:ed|ing)?|[Ff]ound)\s
      (?:this|our|what\ you['’]re)\s [^.?"]{3,50} \?
      (?: \s (?: Share | Tell | Please | Subscribe | Let | Check | Sign | Follow | Read | Consider | Help | Give | Leave
        | Join | Support | Never | Why\ not | You\ (?:might|may|can|will|['’]ll) | We )\b .{0,100} )?
  | (?:Many\ )? [Tt]hank(?:s|\ you) (?:\ (?:so|very)\ much)?\ for\ (?:reading|visiting|watching|listening|stopping\ by
      |your\ (?:visit|support|interest))\b .{0,90}
  | (?:E-?mail|Send|Bookmark|Save|Print|Forward)\ this (?:\ (?:article|page|story|post|recipe))?
      (?:\ (?:to\ (?:a\ friend|friends|someone|yourself)|for\ later))? \W*
  | Follow\ @\w{3,} .{0,40}
    """,
    re.VERBOSE,
)
# "Have you been affected? Get in touch", "What do you think about the plan? Have your say below".
ANSWER = re.compile(
    r"""
    (?: What\ (?:do|did|are)\ you(?:r)?\ (?:think|make|feel|thoughts|views)\b [^?"]{0,80}
      | (?:Have|Are|Were|Do|Did|Is|Has|Would|Can)\ (?:you|your)\b [^?"]{3,110} ) \?\s+
      (?:Please\ )?
      (?: [Gg]et\ in\ touch | [Cc]ontact | [Ss]end | [Ee]-?mail | [Tt]ell | [Ll]et\ us | [Ww]rite\ to | [Cc]all
        | [Mm]essage | [Hh]ave\ your )\b .*
  | Let\ (?:us|me)\ know\ (?:what\ you|your|in\ the|on\ our|if\ you|how\ you|below|by|via)\b .*
  | Your\ (?:e-?mail|message|comment|request|form|submission)\ (?:has\ been|was)\s
      (?:successfully\s)?(?:sent|received|submitted|posted)\b .*
  | Get\ started\ by\ (?:entering|typing|signing|creating|filling|choosing)\b .*
    """,
    re.VERBOSE,
)
# "This article complies with our editorial policy".
POLICY = re.compile(
    r"""
    (?:This|Our)\ (?:articles?|story|stories|reports?|piece|reporting|text)\s
      (?:complies|comply|follows?|meets?|adheres?|conforms?|was\ (?:written|edited|reviewed))\s [^".]{0,40}
      \b(?:our|the)\ [^".]{0,30} \b(?:polic(?:y|ies)|standards?|guidelines|principles|code|rules) \W*
  | (?:Read|Learn|See)\ (?:more\ )?(?:about\ )?our\ (?:\w+\s)?(?:editorial|ethics|correction|fact-checking)\b [^"]{0,40}
    """,
    re.VERBOSE,
)
# "Reprinted by permission of the Courier", "(c) Bergen Courier".
RIGHTS = re.compile(
    r"""
    (?:Re(?:printed|published|produced)|Used|Posted)\ (?:here\ )?
      (?:by|with)\ (?:the\ )?(?:kind\ )?permission\b [^"]{0,60}
  | \([cC]\)\s (?:\d{4}\s)? (?:[A-Z][\w&.’'-]*\s?){1,6}
    """,
    re.VERBOSE,
)
# "Book a free demo today", "Download now".
OFFERED = re.compile(
    r"""
    (?:Book|Request|Get|Schedule|Arrange|Start)\ (?:an?|your|my)\ (?:free\ |no-obligation\ |personal\ )?
      (?: demo | quote | consultation | appointment | trial | call\s?back | estimate | viewing | test\ drive )
      (?:\ (?:today|now|here|online))? \W*
  | (?:Do|Would|Are|Want|Need|Looking|Tired|Ready|Thinking)\b [^?"]{3,80} \? \s+
      (?:Join|Get|Try|Click|Call|Book|Register|Start|Order|Buy|Download|Enrol|Enroll|Apply|Shop|Compare|Visit|Browse
          |Search|Check|Find|Explore|Contact)\b [^"?]{0,80} (?<!:)
  | Download\ (?:now|today|here|for\ free|the\ app|our\ (?:free\ )?app) \W*
  | Get\ (?:our|the)\ (?:free\ )?app (?:\ (?:now|today|here))? \W*
    """,
    re.IGNORECASE | re.VERBOSE,
)
FIRST_WORDS = """
access are arrange be book bookmark browse c can did discover do don download e email enjoy enjoyed enjoying explore
find follow for forward found get has have hear is learn let like liked listen love loved make many our please posted
print read remember reprinted reproduced republished request save schedule see send start thank thanks this used watch
were what would your want need looking tired ready thinking
"""
FIRST = frozenset(FIRST_WORDS.split())
"""First words of these lines, one of which each of them has."""

FAREWELLS: Mapping[Kind, re.Pattern[str]] = {
    Kind.SEE_ALSO: MORE,
    Kind.SHARE: FOLLOW,
    Kind.COMMENT_FORM: ANSWER,
    Kind.STANDARDS: POLICY,
    Kind.COPYRIGHT: RIGHTS,
    Kind.AD: OFFERED,
}


def farewell(line: Line, article: Article, context: Context) -> tuple[Opinion, ...]:
    """A line of one of these kinds near the end of a story, in nobody's quoted words."""
    del article, context
    tokens = line.shape.tokens
    if not tokens or tokens[0] not in FIRST or line.shape.words > FAREWELL_WORDS or not in_tail(line):
        return ()
    text = line.shape.piece.text.strip()
    kind = next((kind for kind, pattern in FAREWELLS.items() if pattern.fullmatch(text)), None)
    if kind is None or '"' in text or SPEECH.search(text) or ATTRIBUTED.search(text):
        return ()
    at_end = line.place is Place.CLOSING or line.ends_story
    terms = (f"cue: {text[:40]}", f"place: {line.left + 1} from the end")
    return (Opinion(0, len(line.text), kind, SURE if at_end else STRONG, terms),)
