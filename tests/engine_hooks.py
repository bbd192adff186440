"""What the tests of the engine do to a worker: a context_of that does as the page's first line says."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path
from typing import cast

from cleaning.values import Article, Context


def as_told(article: Article) -> Context:
    """Context whose id is the number of the process, after doing what the first word of the article says."""
    word, _, rest = article.lines[0].text.partition(" ")
    DEEDS[word](rest)
    return Context(id=str(os.getpid()))


def nothing(_: str) -> None:
    """An ordinary page."""


def rest(seconds: str) -> None:
    time.sleep(float(seconds))


def loop(_: str) -> None:
    while True:
        pass


def loop_in_c(_: str) -> None:
    """A regular expression that takes years and lets no other Python code run."""
    re.match(r"(a|a)*$", "a" * 60 + "b")


def eat(_: str) -> None:
    eaten = []
    while True:
        eaten.append(bytearray(50_000_000))


def die(name: str) -> None:
    os.kill(os.getpid(), signal.Signals[name])
    time.sleep(60)


def die_once(name_and_mark: str) -> None:
    name, _, mark = name_and_mark.partition(" ")
    if not Path(mark).exists():
        Path(mark).touch()
        die(name)


def leave(code: str) -> None:
    sys.exit(int(code))


def fall(words: str) -> None:
    raise ValueError(words)


def recurse(words: str) -> None:
    recurse(words)


def shout(words: str) -> None:
    os.write(1, words.encode())


def unpicklable(article: Article) -> Context:  # noqa: ARG001 - the shape of a ContextOf
    return Context(id=cast("str", lambda: "no function of a function travels"))


DEEDS = {
    "pass": nothing,
    "rest": rest,
    "loop": loop,
    "loop_in_c": loop_in_c,
    "eat": eat,
    "die": die,
    "die_once": die_once,
    "leave": leave,
    "fall": fall,
    "recurse": recurse,
    "shout": shout,
}
