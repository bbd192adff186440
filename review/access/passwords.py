"""Passwords: kept as Argon2 hashes, checked in the same time whether or not the name is known."""

from __future__ import annotations

import functools
import secrets
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 10, 1000
"""Characters."""

AT_ONCE = threading.BoundedSemaphore(2)
"""Each check takes 64 MiB for a moment; many at once wait for each other."""

HASHER = PasswordHasher()


def hashed(password: str) -> str:
    """The password's hash, with its salt and settings."""
    with AT_ONCE:
        return HASHER.hash(password)


@functools.cache
def nobody() -> str:
    """The hash of a password that nobody has."""
    return hashed(secrets.token_urlsafe(32))


def is_right(hash_: str | None, password: str) -> bool:
    """Is it the password of this hash? Where there is none it takes as long, and says no."""
    known = hash_ or nobody()
    with AT_ONCE:
        try:
            right = HASHER.verify(known, password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return False
    return right and hash_ is not None
