"""What a desk in a process of its own can be told to do."""

from __future__ import annotations

import msgspec
from msgspec import Struct


class Open(Struct, frozen=True, kw_only=True, tag=True):
    """Open the profile of a folder. Answers `opened` with the damage met and the accepted orders that the cache does not know."""

    folder: str
    server: str
    journal: str


class Enrol(Struct, frozen=True, tag=True):
    """Become a seat."""

    code: str


class SignIn(Struct, frozen=True, tag=True):
    """A person signs in, another one out. Answers with whether it was offline."""

    account: str


class Begin(Struct, frozen=True, tag=True):
    """Start the loop with the centre and the live stream."""


class Pull(Struct, frozen=True, tag=True):
    """One whole round. Answers with the number of the problem that stopped it, 0 for none."""


class Give(Struct, frozen=True, kw_only=True, tag=True):
    """Report a case. Answers `given` with its id and the moment before it was given, by the machine's monotonic clock."""

    title: str


class Act(Struct, frozen=True, tag=True):
    """Give this command. Answers `given` with whether the desk accepted it and the moment before."""

    command: msgspec.Raw


class Work(Struct, frozen=True, kw_only=True, tag=True):
    """Draw commands and give them until `count` are accepted or the next word comes.

    `pause` in seconds follows each; `regret` is the share of accepted ones after which an unsent one is taken back.
    """

    seed: int
    count: int
    shared: tuple[str, ...] = ()
    pause: float = 0.0
    regret: float = 0.0


class ChangeShift(Struct, frozen=True, tag=True):
    """Sign the handover and leave; another account signs in at the seat and takes over."""

    account: str


class Rest(Struct, frozen=True, tag=True):
    """Go on until nothing waits any more. Answers with what is left after `seconds`."""

    seconds: float


class Check(Struct, frozen=True, tag=True):
    """Pull to the end and compare with the centre's own count and checksum."""


class Dump(Struct, frozen=True, tag=True):
    """Write all records that the screens would show, and the refused orders that only this cache knows, to a file."""

    file: str


class Close(Struct, frozen=True, tag=True):
    """Close the profile in order."""


Word = Open | Enrol | SignIn | Begin | Pull | Give | Act | Work | ChangeShift | Rest | Check | Dump | Close


class Dumped(Struct, frozen=True, kw_only=True):
    """What stands in a dump: records by kind with their bodies, own refused orders by id with the number of the problem."""

    records: tuple[tuple[str, str], ...]
    refused: dict[str, int]
