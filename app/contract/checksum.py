"""The self-check: one number for everything that is seen of a feed."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

MODULUS = 2**61 - 1


def checksum(rows: Iterable[tuple[str, str, int]]) -> tuple[int, int]:
    """Count and checksum of (kind, id, version) rows, whatever their order.

    The checksum is the sum modulo 2^61-1 of a 64-bit BLAKE2b of each row.
    """
    count = 0
    total = 0
    for kind, record, version in rows:
        count += 1
        digest = blake2b(f"{kind}\x1f{record}\x1f{version}".encode(), digest_size=8).digest()
        total = (total + int.from_bytes(digest, "big")) % MODULUS
    return count, total
