"""Seals the tokens that stand in the database."""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

SHORTEST = 32
"""Characters of a key; fewer could be guessed."""


class WrongKey(Exception):
    """No key of ours opens what was sealed."""


class Vault:
    """Seals with the first key, opens with any; raises ValueError for a key that is too short.

    `keys` are separated by commas, the newest first.
    """

    def __init__(self, keys: str) -> None:
        given = [key.strip() for key in keys.split(",") if key.strip()]
        if not given or any(len(key) < SHORTEST for key in given):
            raise ValueError(f"a key has at least {SHORTEST} characters")
        each = [_fernet(key) for key in given]
        self._first, self._all = each[0], MultiFernet(each)

    def seal(self, secret: str) -> str:
        """The secret as it may stand in the database."""
        return self._all.encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """The secret again; raises WrongKey."""
        try:
            return self._all.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise WrongKey from None

    def is_current(self, sealed: str) -> bool:
        """Whether the first key alone opens it."""
        try:
            self._first.decrypt(sealed.encode())
        except InvalidToken:
            return False
        return True


def _fernet(key: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(key.encode()).digest()))
