"""Keys derived from the cache key, and files sealed with them in chunks."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
CHUNK = 1024 * 1024
_MAGIC = b"GPB1"
_NONCE = 12
_TAG = 16


def derived(cache_key: bytes, purpose: str) -> bytes:
    """A key for one purpose, by HKDF-SHA256 from the cache key (RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=f"gridplus/{purpose}".encode()).derive(cache_key)


def fingerprint(cache_key: bytes) -> str:
    """Tells whether a key is the one that a cache was made with, without telling anything of the key."""
    return derived(cache_key, "fingerprint").hex()[:32]


def seal(file: Path, data: bytes, *, key: bytes, name: str) -> None:
    """Write the data encrypted, in chunks of 1 MiB whose index, number and name are bound in; durable when it returns.

    AES-256-GCM; one random base nonce a file, the chunk's index added to it.
    """
    cipher = AESGCM(key)
    base = secrets.token_bytes(_NONCE)
    count = max(1, -(-len(data) // CHUNK))
    fresh = file.with_suffix(".part")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with open(descriptor, "wb") as out:
        out.write(_MAGIC + base + count.to_bytes(4, "big"))
        for index in range(count):
            part = data[index * CHUNK : (index + 1) * CHUNK]
            out.write(cipher.encrypt(_nonce(base, index), part, _bound(name, index, count)))
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(file)


def unseal(file: Path, *, key: bytes, name: str) -> bytes | None:
    """The data, or None if the file is not there, cut, changed or sealed under another name or key."""
    try:
        with file.open("rb") as source:
            head = source.read(len(_MAGIC) + _NONCE + 4)
            if head[: len(_MAGIC)] != _MAGIC or len(head) < len(_MAGIC) + _NONCE + 4:
                return None
            base, count = head[len(_MAGIC) : -4], int.from_bytes(head[-4:], "big")
            cipher = AESGCM(key)
            parts = [
                cipher.decrypt(_nonce(base, index), source.read(CHUNK + _TAG), _bound(name, index, count))
                for index in range(count)
            ]
            return b"".join(parts) if not source.read(1) else None
    except (FileNotFoundError, InvalidTag, ValueError):
        return None


def _nonce(base: bytes, index: int) -> bytes:
    return (int.from_bytes(base, "big") ^ index).to_bytes(_NONCE, "big")


def _bound(name: str, index: int, count: int) -> bytes:
    return f"{name}:{index}:{count}".encode()
