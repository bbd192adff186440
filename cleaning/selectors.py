"""trafilatura's lists of what an element may be called, asked fast: which one holds the story, and what of it goes.

Its expressions ask every element about its classes, its id and half a dozen other attributes, which took half of the
time of its search. Here all words that they look for are looked for at once in each value that a page has, and the
expressions themselves are asked only of elements with one of them. What is selected is the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml.etree import Element, XPath, _Element
from trafilatura.xpaths import REGEXP_NS

VALUES = 1 << 13
"""Values of attributes that are remembered: sites use the same few on all elements."""

NAME, NAMELESS = re.compile(r"self::(\w+)"), re.compile(r"self::\*\[\s*(?!\s|self::)")
ATTRIBUTE, PRESENT = re.compile(r"@([\w-]+)"), re.compile(r"@([\w-]+) or")
WORDS = re.compile(r"'([^']*)'")
FOLDED = re.compile(r"translate\(@[\w-]+, *'(\w+)', *'\w+'\), '([^']*)'")
CASELESS = re.compile(r"'([^']*)', 'i'\)")


@dataclass(frozen=True, slots=True, eq=False)
class Selector:
    """Some expressions that look at elements one by one.

    Attributes:
        tests: each expression, for a single element.
        words: what they look for, wherever it stands.
        attributes: in which they look for it.
        present: those of them that need only be there.
        names: of the elements that they may take; none where they may take any.
        bare: names of elements that are taken whatever their attributes.
    """

    tests: tuple[XPath, ...]
    words: re.Pattern[str]
    attributes: frozenset[str]
    present: frozenset[str]
    names: frozenset[str]
    bare: frozenset[str]

    @classmethod
    def of(cls, expressions: Iterable[XPath]) -> Selector:
        """From expressions of trafilatura 2.3.1 for elements below another."""
        paths = [str(one.path).replace("not(.//", "not(descendant::").replace(".//", "self::") for one in expressions]
        text = "\n".join(paths)
        tests = tuple(XPath(f"boolean({path})", namespaces={"re": REGEXP_NS}) for path in paths)
        names = frozenset(NAME.findall(text))
        return cls(
            tests,
            words_of(text),
            frozenset(ATTRIBUTE.findall(text)),
            frozenset(PRESENT.findall(text)),
            frozenset() if NAMELESS.search(text) else names,
            frozenset(name for name in names if any(test(Element(name)) for test in tests)),
        )

    def likely(self, tree: _Element) -> Iterator[_Element]:
        """Elements below one that a test could take, in their order."""
        bare, attributes = self.bare, self.attributes
        for element in tree.iterdescendants(self.names or "*"):
            if bare and element.tag in bare:
                yield element
                continue
            for name, value in element.items():
                if name in attributes and is_likely(self, name, value):
                    yield element
                    break

    def taken(self, tree: _Element) -> Iterator[_Element]:
        """Elements below one that a test takes, in their order."""
        return (element for element in self.likely(tree) if any(test(element) for test in self.tests))


def words_of(path: str) -> re.Pattern[str]:
    """Finds whatever an expression looks for, as a part of a value.

    >>> words_of("@id='story' or re:test(@class, 'text', 'i') or contains(translate(@class, 'N', 'n'), 'nav')")
    re.compile('story|(?i:text)|[Nn]av')
    """
    path = CASELESS.sub(r"'(?i:\1)')", path)
    path = FOLDED.sub(lambda found: f"'{''.join(either(letter, found[1]) for letter in found[2])}'", path)
    return re.compile("|".join(dict.fromkeys(WORDS.findall(path))))


def either(letter: str, capitals: str) -> str:
    """A letter that may be a capital as well, when this is one of some."""
    capital = letter.upper()
    return f"[{capital}{letter}]" if capital in capitals else letter


@lru_cache(VALUES)
def is_likely(selector: Selector, name: str, value: str) -> bool:
    """A test could take an element for one of its attributes."""
    return name in selector.present or selector.words.search(value) is not None
