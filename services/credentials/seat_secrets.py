"""What the vault keeps of a seat: the key of its cache, never replaced while a cache lies there, and its device token."""

from __future__ import annotations

import secrets
from datetime import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from app.contract.messages import SeatGrant
from app.domain.problems import Code, Problem
from services.credentials.vault import Vault
from services.gateway.tokens import Tokens

CACHE_KEY = "cache-key"
SEAT_TICKET = "device-credential"
BYTES = 32


class _Kept(Struct, frozen=True):
    token: str
    ends: datetime


def cache_key(vault: Vault, cache: Path) -> bytes:
    """The 32-byte key for the cache file; a new one only where there is no cache yet.

    CACHE_KEY_WRONG when a cache is there and the vault has no key for it: nothing is changed then.
    """
    held = vault.get(CACHE_KEY)
    if held is not None:
        return held
    if cache.exists():
        raise Problem(Code.CACHE_KEY_WRONG)
    made = secrets.token_bytes(BYTES)
    vault.put(CACHE_KEY, made)
    return made


def device_tokens(vault: Vault) -> Tokens:
    """The credentials that the gateway sends; a new device token is in the vault before it is first used."""

    def keep(grant: SeatGrant) -> None:
        vault.put(SEAT_TICKET, msgspec.json.encode(_Kept(grant.token, grant.expires_at)))

    held = vault.get(SEAT_TICKET)
    if held is None:
        return Tokens(keep=keep)
    known = msgspec.json.decode(held, type=_Kept)
    return Tokens(known.token, ends=known.ends, keep=keep)
