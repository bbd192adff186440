"""Why an address could not be fetched, in one line for a person."""

from __future__ import annotations

from OpenSSL.SSL import Error as TLSError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.internet.error import ConnectError, ConnectionClosed
from twisted.web.client import ResponseFailed

DOWNLOAD_ERRORS = (
    CannotResolveHostError,
    ConnectError,
    ConnectionClosed,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    OSError,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
    ValueError,  # an address that Twisted cannot read
)
"""What Scrapy 2.19 raises when an address cannot be had."""

SERVER_ERROR = 500
TOO_MANY_REQUESTS = 429
MAX_REASON = 300


class ForbiddenError(IgnoreRequest):
    """robots.txt does not let us fetch this address."""


class OffSiteError(IgnoreRequest):
    """The address leads away from the site."""


class StoppedError(IgnoreRequest):
    """The crawl was stopped before the address was asked for."""


def reason_of(error: BaseException) -> str:
    """What happened, at most MAX_REASON characters.

    >>> reason_of(CannotResolveHostError("DNS lookup failed: ..."))
    'host not found, or only in a private network'
    """
    if isinstance(error, HttpError):
        return f"HTTP {error.response.status}"
    for kind, words in WORDS:
        if isinstance(error, kind):
            return words
    if isinstance(error, DownloadFailedError):
        error = _innermost(error)
    if isinstance(error, TLSError):
        return f"no secure connection: {_tls_words(error)}"
    text = " ".join(str(error).split()) or type(error).__name__
    return text[:MAX_REASON] if isinstance(error, IgnoreRequest) else f"{_name(error)}: {text}"[:MAX_REASON]


WORDS: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "host not found, or only in a private network"),
    (DownloadConnectionRefusedError, "connection refused"),
    (DownloadTimeoutError, "no full answer in time"),
    (ResponseDataLossError, "the answer was cut short"),
    (DownloadCancelledError, "larger than allowed"),
    (UnsupportedURLSchemeError, "not an http address"),
)
"""Errors whose own text says less than these words."""


def is_outage(error: BaseException) -> bool:
    """Whether the error says that the site is down or overloaded, and not that this address is wrong."""
    if isinstance(error, HttpError):
        return error.response.status >= SERVER_ERROR or error.response.status == TOO_MANY_REQUESTS
    outages = (CannotResolveHostError, DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError)
    return isinstance(error, (*outages, ConnectError, ConnectionClosed))


def _innermost(error: BaseException) -> BaseException:
    """What Twisted wraps: the first reason of a failed response (a lost connection, a certificate)."""
    cause = error.__cause__
    reasons = getattr(cause, "reasons", None) if isinstance(cause, ResponseFailed) else None
    return reasons[0].value if reasons else cause or error


def _tls_words(error: TLSError) -> str:
    """OpenSSL's own words: its error holds (library, function, reason) tuples."""
    entries = error.args[0] if error.args and isinstance(error.args[0], list) else []
    return ", ".join(str(entry[-1]) for entry in entries) or "the server closed it"


def _name(error: BaseException) -> str:
    """The class as words: "ConnectionLost" -> "connection lost"."""
    name = type(error).__name__.removesuffix("Error")
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip()
    return words or "error"
