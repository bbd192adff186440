"""What a page carries so that the next request is believed: tokens of forms, and what was said, both signed."""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import secrets
from dataclasses import asdict, dataclass, field

from review.view import Done

LONGEST = 1500
"""Characters of what is said: a cookie holds four kilobytes, and a title may have any length."""


def new_secret() -> bytes:
    """A key that nobody can guess."""
    return secrets.token_bytes(32)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Signs with a key that lives as long as the desk runs: pages opened before a restart must be loaded again."""

    key: bytes = field(default_factory=new_secret, repr=False)

    def of(self, *parts: str) -> str:
        """What proves that these parts came from here. Parts cannot run into each other."""
        told = json.dumps(parts).encode()
        return hmac.new(self.key, told, "sha256").hexdigest()

    def is_of(self, token: str, *parts: str) -> bool:
        """Was it made of these parts?"""
        return hmac.compare_digest(token.encode(), self.of(*parts).encode())

    def wrap(self, done: Done, cookie: str) -> str:
        """What was done as the value of a cookie, for the browser with this other cookie alone."""
        told = {**asdict(done), "message": done.message[:LONGEST]}
        packed = base64.urlsafe_b64encode(json.dumps(told).encode()).decode()
        return f"{packed}.{self.of('said', packed, cookie)}"

    def unwrap(self, value: str, cookie: str) -> Done | None:
        """What was done; None where the value is none of ours."""
        packed, _, proof = value.partition(".")
        if not self.is_of(proof, "said", packed, cookie):
            return None
        try:
            return Done(**json.loads(base64.urlsafe_b64decode(packed)))
        except (binascii.Error, ValueError, TypeError):  # signed by us, by another release
            return None
