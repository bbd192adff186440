"""Names of people out of what stands where a writer is named: labels, posts, places, addresses and outlets left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaning.metadata.agencies import agency_named
from cleaning.metadata.headline import is_outlet
from cleaning.repair import tidy
from cleaning.tables import folded, phrases

MAX_NAME, MAX_STATED = 60, 600
MAX_WORDS = 6
MAX_UNCASED = 24
MAX_AUTHORS = 12
SURNAME_FIRST = FULL_NAME = 2
"""Characters of a name and of what is read; words of a name; characters of one in a script without capitals; people of
a byline; parts of "Doe, Jane" and words of "Jane Doe"."""


def alternatives(section: str) -> str:
    """A pattern for any of a section's entries, the longest first."""
    return "|".join(
        re.escape(entry) for entry in sorted(phrases("metadata/bylines.txt")[section], key=len, reverse=True)
    )


UNSPACED = r"[\u0600-\u06ff\u0900-\u097f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
"""Scripts that have no capitals, and in part no spaces."""

LABEL = re.compile(rf"(?:{alternatives('by')})(?:\s*[:：/／|]\s*|\s+)", re.IGNORECASE)
OTHERS = re.compile(rf"(?:{alternatives('edited')})(?:\s*[:：/|]|\s+by\b|(?<= by)\s|(?<={UNSPACED}))", re.IGNORECASE)
TAIL = re.compile(
    r"""
    \s*(?: [|•·→»] | \s[-–—]\s | //
      | \b(?:updated|published|posted|follow|last\ modified|special\ to|contact|email|e-mail|is\ an?|is\ the)\b | @
      | [;,]\s*(?:\w+\s+)?(?:edit|writ|report|compil|translat)\w*\s+by\b
      | \d{1,2}[:.]\d{2} | \b\d{4}\b | \d{1,2}\s[^\W\d]{3,}
      | \s(?:for|at)\s(?:the\s)?[A-Z] ).*$
    """,
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
BRACKETS = re.compile(r"\s*[(\[（【][^)\]）】]*[)\]）】]?")
ADDRESS = re.compile(
    r"https?://\S*|www\.\S+|\S+@\S+\.\w+|\S+\.(?:com|org|net|co|html?|php)\b\S*|(?<!\S)@\S+", re.IGNORECASE
)
SEMICOLONS = re.compile(r"\s*[;；]\s*")
COMMAS = re.compile(r"\s*[,;、，；/]\s*")
AND = re.compile(rf"\s+(?:(?i:{alternatives('and')})|{alternatives('small and')})\s+(?=\S)")
WORD = re.compile(r"[^\W\d_][\w.'’‘`´-]*")
UNCASED = re.compile(rf"{UNSPACED}|[\u0590-\u05ff\u0e00-\u0e7f]")
LETTERS_BEHIND = re.compile(r"[A-Z]{3,4}")
"""Of a degree or a licence."""

HANDLE = re.compile(r"[a-z\d._-]+")
UNCASED_POST = re.compile(
    rf"\s*(?:{'|'.join(re.escape(e) for e in phrases('metadata/bylines.txt')['post'] if re.match(UNSPACED, e))})$"
)

UNCASED_ORGANIZATION = re.compile(
    "(?:网|網|网站|社|报|報|日报|电视台|新聞|新闻|新聞網|ニュース|編集部|뉴스|신문|일보|방송)$"
)

POST, ABOUT_POST = folded("metadata/bylines.txt", "post"), folded("metadata/bylines.txt", "about post")
NOBODY, ORGANIZATION = folded("metadata/bylines.txt", "nobody"), folded("metadata/bylines.txt", "organization")
OUTLET = folded("metadata/bylines.txt", "outlet")
NAMES_TOO = folded("metadata/bylines.txt", "names too")
PARTICLES, BEHIND = folded("metadata/bylines.txt", "particle"), folded("metadata/bylines.txt", "behind")


def people_of(text: str, outlets: Sequence[str] = ()) -> tuple[str, ...]:
    """The people that a text names as writers, each once, in order; none where it names an outlet, an agency or nobody.

    >>> people_of("By Jane Doe, Political Correspondent, and Yusuf van den Berg | Updated 3 May")
    ('Jane Doe', 'Yusuf van den Berg')
    >>> people_of("Staff Reporter"), people_of("Editor: Jane Doe"), people_of("@janedoe"), people_of("記者 林小明")
    ((), (), (), ('林小明',))
    """
    names = [name for part in own_parts(parts_of(text)) for name in persons(part, outlets)]
    full = bool(names) and " " in names[0]
    people = [name for name in names if not full or " " in name or UNCASED.search(name)]  # a word alone is a place
    return tuple(dict.fromkeys(people))[:MAX_AUTHORS]


def parts_of(text: str) -> list[str]:
    """What stands between commas, without label, brackets, addresses, and what follows the names.

    >>> parts_of("By Doe, Jane; Berg, Yusuf | Updated 3 May"), parts_of("Jane Doe/AP")
    (['Jane Doe', 'Yusuf Berg'], ['Jane Doe', 'AP'])
    """
    text = unlabelled(tidy(text[:MAX_STATED]))
    if OTHERS.match(text):
        return []
    text = TAIL.sub("", BRACKETS.sub("", ADDRESS.sub(" ", text))).strip(" ,;:-–—.")
    groups = [[part for part in COMMAS.split(group) if part] for group in SEMICOLONS.split(text)]
    if all(len(group) == SURNAME_FIRST and all(map(is_single, group)) for group in groups):
        return [f"{first} {last}" for last, first in groups]
    return [part for group in groups for part in group]


def own_parts(parts: Sequence[str]) -> Iterator[str]:
    """The parts without what stands behind a calling in small letters: where somebody works.

    >>> list(own_parts(["Jane Doe", "gastroenterologist", "Harbour Health", "and Yusuf Berg"]))
    ['Jane Doe', 'gastroenterologist', 'and Yusuf Berg']
    """
    is_behind = False
    for part in parts:
        is_next = AND.match(f" {part}") is not None
        is_behind = is_behind and not is_next
        if not is_behind:
            yield part
        is_behind = is_behind or (not is_next and is_calling(part))


def is_calling(part: str) -> bool:
    """Begins with a small letter and is neither a post that the table holds nor the rest of a name."""
    return (
        part[0].islower()
        and part.split(maxsplit=1)[0].casefold() not in PARTICLES | BEHIND
        and bool(without_post(part))
    )


def agencies_of(text: str) -> tuple[str, ...]:
    """The agencies that a text names where writers are named.

    >>> agencies_of("Jane Doe, AP"), agencies_of("Associated Press in Valencia")
    (('AP',), ('AP',))
    """
    pieces = [piece for part in parts_of(text) for piece in AND.split(part)]
    return tuple(agency for piece in pieces if (agency := agency_named(piece) or agency_in(piece) or signed(piece)[1]))


def unlabelled(text: str) -> str:
    """The text without "By" before it, in whatever language, and without a second one behind that."""
    for _ in range(2):
        label = LABEL.match(text)
        if label is None or not text[label.end() :] or is_first_name(label[0], text[label.end() :]):
            return text
        text = text[label.end() :].lstrip(" :")
    return text


def is_first_name(label: str, behind: str) -> bool:
    """The label is a name as well, and one word alone stands behind it: "Von Miller", not "Von Jane Doe"."""
    return label.strip().casefold() in NAMES_TOO and label[0].isupper() and " " not in COMMAS.split(behind)[0]


def is_single(part: str) -> bool:
    """One capitalised word, as in "Doe, Jane"; no post, agency or place in capitals."""
    return (
        WORD.fullmatch(part) is not None
        and part[0].isupper()
        and not part.isupper()
        and part.casefold() not in POST | NOBODY | BEHIND | ORGANIZATION
        and agency_named(part) is None
    )


def persons(part: str, outlets: Sequence[str]) -> Iterator[str]:
    """People of one part between commas."""
    part = AND.sub("", f" {part}", count=1) if AND.match(f" {part}") else part
    bare = without_post(part)
    for piece in AND.split(bare):
        if (name := person(unlabelled(piece), outlets)) and (bare == part or " " in name or UNCASED.search(name)):
            yield name


def without_post(part: str) -> str:
    """The part without the post that it begins or ends with; "" where it is nothing else.

    >>> without_post("Jane Doe Senior Staff Writer"), without_post("Staff Writer Jane Doe"), without_post("Web Desk")
    ('Jane Doe', 'Jane Doe', '')
    >>> without_post("Home and Digital Security Expert"), without_post("Jane Doe and Yusuf Berg")
    ('', 'Jane Doe and Yusuf Berg')
    """
    words = UNCASED_POST.sub("", part).split()
    folds = [word.casefold().strip(".,:") for word in words]
    posts = [number for number, word in enumerate(folds) if word in POST]
    if not posts:
        return " ".join(words)
    first, last = posts[0], posts[-1] + 1
    while first and folds[first - 1] in ABOUT_POST:
        first -= 1
    if first > 1 or last == len(words):
        return " ".join(words[:first])
    behind = words[last:]
    return " ".join(behind) if len(behind) > 1 and folds[last] not in ABOUT_POST else ""


def person(text: str, outlets: Sequence[str]) -> str | None:
    """The text where it reads like a name, else None."""
    name = signed(place_off(text))[0].strip(" ,;:-–—.•*'\"“”").removesuffix("’s").removesuffix("'s")
    words = name.split()
    while len(words) > MAX_WORDS // 2 and LETTERS_BEHIND.fullmatch(words[-1]) and not words[-2].isupper():
        words.pop()
    name = " ".join(words)
    if not words or len(name) > MAX_NAME or len(words) > MAX_WORDS or name.casefold() in NOBODY | BEHIND:
        return None
    if UNCASED.search(name) and len(name) > MAX_UNCASED:
        return None
    if not all(is_name_word(word) for word in words) or names_organization(words) or HANDLE.fullmatch(name):
        return None
    return None if is_outlets(name, outlets) or agency_named(name) or agency_in(name) else name


def place_off(text: str) -> str:
    """A full name without the place behind it: "Jane Doe in Vela"."""
    name, found, _ = text.partition(" in ")
    return name if found and " " in name and agency_named(name) is None else text


def signed(text: str) -> tuple[str, str | None]:
    """A full name without the agency written behind it, and the agency: "Jane Doe Associated Press".

    >>> signed("Jane Doe Associated Press"), signed("Jane Doe")
    (('Jane Doe', 'AP'), ('Jane Doe', None))
    """
    words = text.split()
    for number in range(FULL_NAME, min(len(words), MAX_WORDS)):
        if agency := agency_named(" ".join(words[number:])):
            return " ".join(words[:number]), agency
    return text, None


def is_name_word(word: str) -> bool:
    """A capitalised word, a particle, or a word of a script without capitals; "jane" in a name all in small letters."""
    return WORD.fullmatch(word) is not None and (
        not word[0].islower() or word.casefold() in PARTICLES or "-" in word or any(map(str.isupper, word[:3]))
    )


def names_organization(words: Sequence[str]) -> bool:
    """The last word is an organization's, or a single word with a full stop in it: an address."""
    if words[0] == "The":
        return True
    if len(words) == 1:
        return "." in words[0].strip(".") or UNCASED_ORGANIZATION.search(words[0]) is not None
    return words[-1].casefold() in ORGANIZATION or (words[0].isupper() and agency_named(words[0]) is not None)


def is_outlets(name: str, outlets: Sequence[str]) -> bool:
    """The outlet's name, or the one word by which it is known: "Guardian" of "The Guardian", "LBCI" of "LBCI Wide"."""
    words = name.split()
    if is_outlet(name, outlets):
        return not could_be_its_author(words)
    if len(words) > 1 and words[0].isupper() and is_outlet(words[0], outlets):
        return True
    return len(words) == 1 and any(name.casefold() in outlet.casefold().split() for outlet in outlets)


def could_be_its_author(words: Sequence[str]) -> bool:
    """Two or three words of which none belongs to the name of an outlet: a site may be named after who writes it.

    >>> could_be_its_author(["Jane", "Doe"]), could_be_its_author(["Harbour", "Post"]), could_be_its_author(["Post"])
    (True, False, False)
    """
    known = OUTLET | ORGANIZATION
    return 1 < len(words) <= MAX_WORDS // 2 and all(w[0].isupper() and w.casefold() not in known for w in words)


def agency_in(text: str) -> str | None:
    """The agency of "Associated Press in Valencia".

    >>> agency_in("Associated Press in Valencia"), agency_in("Jane Doe in Valencia")
    ('AP', None)
    """
    head, found, _ = text.partition(" in ")
    return agency_named(head) if found else None
