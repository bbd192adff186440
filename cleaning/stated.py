"""A third witness beside trafilatura and the markup: the text that a page states as its article's in JSON-LD.

On the tuned pages of the development set 24 of 294 state one. 21 of these are the story (of their words .93 to 1.0
stand in the gold text, and they hold more than .95 of it on 19), three are teasers of a sentence or two, and one holds
everything the page has. So what stands in it is trusted, and that something is missing in it means little.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace

from cleaning.choose import PROSE_WORDS, is_linked
from cleaning.repair import ends_like_sentence, letters_of
from cleaning.values import Block

LEAST_BODY = 400
"""Letters of a stated text that can be a story; a shorter one is a teaser."""

LEAST_BLOCK = 20
"""Letters from which a block that stands in the stated text stands there by no chance."""

MAX_STATED = 200_000
"""Letters of a stated text that are read."""

MAX_ASKED = 5_000
"""Blocks that are looked for in it, so that a page of a hundred thousand ends: at most about a second."""

HALF = 0.5
"""Share of the letters of trafilatura's text that must stand in a stated text before its silence means anything."""

MARKUP = re.compile(r"<[^<>]{1,500}>")


def stated_letters(body: str) -> str:
    """The letters of a stated text, without the markup and entities that some sites leave in it.

    >>> stated_letters("&lt;p&gt;It rained.&lt;/p&gt; Caf&eacute;")
    'itrainedcafé'
    """
    return letters_of(MARKUP.sub(" ", html.unescape(html.unescape(body))))[:MAX_STATED]


def witness(blocks: Sequence[Block], body: str) -> list[Block]:
    """The blocks with what the stated text says of them; as they are where it says nothing."""
    stated = stated_letters(body) if body else ""
    keys = [letters_of(block.text) for block in blocks] if len(stated) >= LEAST_BODY else []
    if not keys or sum(len(key) >= LEAST_BLOCK for key in keys) > MAX_ASKED:
        return list(blocks)
    found = [len(key) >= LEAST_BLOCK and key in stated for key in keys]
    voted = [(len(key), is_in) for key, is_in, block in zip(keys, found, blocks, strict=True) if block.extracted]
    is_whole = sum(size for size, is_in in voted if is_in) >= HALF * sum(size for size, _ in voted)
    kept = "\n".join(key for key, block in zip(keys, blocks, strict=True) if block.chosen)
    told = []
    for key, is_in, block in zip(keys, found, blocks, strict=True):
        if is_in:
            is_lost = not block.chosen and is_text(block) and key not in kept  # or it is a pull quote
            kept += f"\n{key}" if is_lost else ""
            told.append(replace(block, stated=True, chosen=block.chosen or is_lost))
        else:
            told.append(replace(block, stated=False) if is_whole and len(key) >= LEAST_BLOCK else block)
    return told


def is_text(block: Block) -> bool:
    """Reads like a paragraph, and leads nowhere: stated texts hold headings and linked titles of other stories too."""
    return len(block.text.split()) >= PROSE_WORDS and ends_like_sentence(block.text) and not is_linked(block)
