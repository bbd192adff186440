"""Keys of every page, as tables: the pages mark their buttons by them, the help dialog is made from them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """What a key does on a page.

    Attributes:
        name: by which a template marks the button, link or field that the key presses: `key("garbled")`.
        key: as KeyboardEvent.key names it; several with spaces between them.
        does: for the help dialog.
        group: heading in the help dialog.
        deed: of desk.js, where no button stands for it: "move" or "open".
        by: how far it moves.
    """

    name: str
    key: str
    does: str
    group: str = "Go"
    deed: str = ""
    by: int = 0

    @property
    def shown(self) -> tuple[str, ...]:
        """Its keys as the help dialog writes them."""
        return tuple(SHOWN.get(one, one) for one in self.key.split())


SHOWN = {"ArrowDown": "↓", "ArrowUp": "↑", "Enter": "Enter", "Space": "Space"}

SAY, SAY_OF_PART, SELECT = "Say of the article", "Say of a part", "Select"
DECIDING = {SAY, SAY_OF_PART, SELECT}
"""Groups of keys that readers have no use for."""

EVERYWHERE = (
    Key("help", "?", "Show the keys of this page"),
    Key("undo", "u", "Take back what was just done, else show your last words", SAY),
)
"""Keys that every page has."""

# A verdict has the same key on every page: that is what fingers learn.
QUEUE_KEYS = (
    Key("next", "j ArrowDown", "Next article of the list", deed="move", by=1),
    Key("previous", "k ArrowUp", "Previous article of the list", deed="move", by=-1),
    Key("open", "Enter", "Open it", deed="open"),
    Key("search", "/", "Search in titles and texts"),
    Key("filters", "t", "Go to the filters"),
    Key("more", "n", "Next part of the list"),
    Key("first", "p", "Back to the first part"),
    Key("choose", "x", "Select the article; with Shift and the mouse, all between", SELECT),
    Key("all", "*", "Select all that are shown", SELECT),
    Key("garbled", "g", "Garbled: the selected ones, else the article at hand", SAY),
    Key("fine", "f", "Fine", SAY),
    Key("needs_cleaning", "c", "Needs cleaning", SAY),
    Key("not_an_article", "a", "Not an article", SAY),
)

ARTICLE_KEYS = (
    Key("next", "n", "Next article"),
    Key("previous", "p", "Previous article"),
    Key("queue", "q", "Back to the list"),
    Key("next_finding", "j", "Next finding", deed="move", by=1),
    Key("previous_finding", "k", "Previous finding", deed="move", by=-1),
    Key("garbled", "g", "Garbled, and on to the next", SAY),
    Key("fine", "f", "Fine, and on to the next", SAY),
    Key("needs_cleaning", "c", "Needs cleaning, and on to the next", SAY),
    Key("not_an_article", "a", "Not an article, and on to the next", SAY),
    Key("note", "m", "Write a note", SAY),
    Key("right", "r", "This finding is right", SAY_OF_PART),
    Key("wrong", "w", "This finding is wrong", SAY_OF_PART),
    Key("line", "x", "This line was wrongly cut, or should be cut; this block belongs in", SAY_OF_PART, deed="line"),
    Key("next_line", ".", "Next line", deed="step", by=1),
    Key("previous_line", ",", "Previous line", deed="step", by=-1),
    Key("left_out", "b", "Show what extraction left out", "Look"),
    Key("siblings", "s", "Show the copies of the story", "Look"),
    Key("versions", "v", "Show the versions", "Look"),
)

BESIDE_KEYS = (
    Key("next_finding", "j ArrowDown", "Next difference", deed="move", by=1),
    Key("previous_finding", "k ArrowUp", "Previous difference", deed="move", by=-1),
    Key("queue", "q", "Back to the article"),
)
