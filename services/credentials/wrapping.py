"""Keys wrapped by something a person knows: Argon2id, then AES-256-GCM."""

from __future__ import annotations

import base64
import secrets

from argon2.exceptions import Argon2Error
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from msgspec import Struct

SALT_BYTES = 16
NONCE_BYTES = 12
KEY_BYTES = 32


class Cost(Struct, frozen=True, kw_only=True):
    """The work of one guess: passes, memory in KiB, lanes; the library's own recommendation (RFC 9106, second choice)."""

    passes: int = 3
    memory: int = 65536
    lanes: int = 4


class Wrapped(Struct, frozen=True, kw_only=True):
    """A wrapped secret; `salt`, `nonce` and `sealed` in base64. The cost stays beside it, so it can be raised later."""

    cost: Cost
    salt: str
    nonce: str
    sealed: str


class WrapKey(Struct, frozen=True, kw_only=True):
    """A key stretched from a phrase, good for many secrets of one salt."""

    cost: Cost
    salt: bytes
    key: bytes

    def wrap(self, secret: bytes, *, purpose: str) -> Wrapped:
        """The secret, sealed for one purpose."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.key).encrypt(nonce, secret, purpose.encode())
        return Wrapped(cost=self.cost, salt=_text(self.salt), nonce=_text(nonce), sealed=_text(sealed))

    def unwrap(self, wrapped: Wrapped, *, purpose: str) -> bytes | None:
        """The secret, None if the phrase was another one or the purpose differs; ValueError for what was never wrapped."""
        try:
            return AESGCM(self.key).decrypt(_bytes(wrapped.nonce), _bytes(wrapped.sealed), purpose.encode())
        except InvalidTag:
            return None


def stretched(phrase: str, *, cost: Cost, salt: bytes | None = None) -> WrapKey:
    """Stretch a phrase with Argon2id; a fresh salt unless one is given. Takes about a tenth of a second and 64 MiB."""
    used = salt if salt is not None else secrets.token_bytes(SALT_BYTES)
    key = hash_secret_raw(
        phrase.encode(),
        used,
        time_cost=cost.passes,
        memory_cost=cost.memory,
        parallelism=cost.lanes,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )
    return WrapKey(cost=cost, salt=used, key=key)


def stretched_for(phrase: str, wrapped: Wrapped) -> WrapKey:
    """Stretch a phrase as it was when this was wrapped; ValueError if salt or cost are none that were ever used."""
    try:
        return stretched(phrase, cost=wrapped.cost, salt=_bytes(wrapped.salt))
    except (Argon2Error, OverflowError) as error:
        raise ValueError(wrapped.salt) from error


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
