"""A profile: the folder of one seat on this machine, held by one window at a time."""

from __future__ import annotations

import errno
import os
import secrets
from pathlib import Path
from types import TracebackType
from typing import TypeVar

import msgspec
from filelock import FileLock, Timeout
from msgspec import Struct

from app.contract.messages import SeatGrant
from app.desk.ports import Seat
from app.domain.problems import Code, Problem

T = TypeVar("T", bound=Struct)

PROFILE = "profile.json"
COPY = "profile.copy.json"
DAMAGED = "profile.damaged.json"
LOCK = "lock"
OWNER = "owner.json"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class ProfileFile(Struct, frozen=True, kw_only=True):
    """What stands in `profile.json`: nothing secret."""

    id: str
    server: str = ""
    seat: str = ""
    name: str = ""
    place: str = ""
    areas: tuple[str, ...] = ()


class Owner(Struct, frozen=True, kw_only=True):
    """Who holds the profile; `address` is where the window can be asked to come to the front, empty if it cannot."""

    pid: int
    address: str = ""


class Profile:
    """An open profile, locked for this process until it is closed.

    Opening raises PROFILE_IN_USE (with the process that has it), PROFILE_READ_ONLY, DISK_FULL, or PROFILE_DAMAGED where neither
    the file nor its copy can be read: it is never made anew, as its id leads to the secrets. `mended` is the problem
    PROFILE_MENDED if the copy had to stand in. A `server` given here holds while the profile is open, and is kept by enrolling.
    """

    def __init__(self, folder: Path, *, server: str = "") -> None:
        self.folder = folder
        self._for_now = server.rstrip("/")
        try:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        except OSError as error:
            raise _trouble(error, folder) from error
        self._lock = FileLock(folder / LOCK, mode=0o600)
        self._acquire()
        try:
            held = read_json(folder / PROFILE, ProfileFile)
            self.mended = None if held is not None else self._mend()
            held = held or read_json(folder / PROFILE, ProfileFile)
            self._file = held or ProfileFile(id=secrets.token_hex(8))
            write_json(folder / OWNER, Owner(pid=os.getpid()))
            if self._file != held or self._file != read_json(folder / COPY, ProfileFile):
                self._keep(self._file)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Profile:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()

    @property
    def id(self) -> str:
        """A random name of this profile, under which the keyring keeps its secrets."""
        return self._file.id

    @property
    def server(self) -> str:
        """The address of the central server: the one given for now, else the one kept; empty if none was ever given."""
        return self._for_now or self._file.server

    def seat(self) -> Seat:
        """The enrolled seat; `Problem` NOT_ENROLLED before."""
        file = self._file
        if not file.seat:
            raise Problem(Code.NOT_ENROLLED)
        return Seat(seat=file.seat, name=file.name, place=file.place, areas=file.areas, server=self.server)

    def enrolled(self, grant: SeatGrant) -> str:
        """Keep which seat this is, what it serves and at which centre; its token is kept elsewhere.

        The address of the centre it was enrolled at before, empty unless it has moved.
        """
        before = self._file
        self._keep_grant(msgspec.structs.replace(before, server=self.server), grant)
        return before.server if before.seat and before.server != self.server else ""

    def renewed(self, grant: SeatGrant) -> None:
        """Keep what the seat serves by its renewed credential; where its centre is stays as it was."""
        self._keep_grant(self._file, grant)

    def points_to(self, server: str) -> None:
        """Keep where the centre is; only before the seat is enrolled."""
        if not self._file.seat and server:
            self._for_now = ""
            self._keep(msgspec.structs.replace(self._file, server=server.rstrip("/")))

    def serves(self, areas: tuple[str, ...]) -> None:
        """Keep which areas the seat serves now; the first one it knew stays first."""
        known = [area for area in self._file.areas if area in areas]
        fresh = (*known, *(area for area in areas if area not in known))
        if areas and self._file.seat and fresh != self._file.areas:
            self._keep(msgspec.structs.replace(self._file, areas=fresh))

    def announce(self, address: str) -> None:
        """Say where a second start can reach this window."""
        write_json(self.folder / OWNER, Owner(pid=os.getpid(), address=address))

    def close(self) -> None:
        """Let another window have it."""
        (self.folder / OWNER).unlink(missing_ok=True)
        self._lock.release()

    def _acquire(self) -> None:
        try:
            self._lock.acquire(timeout=0)
        except Timeout as error:
            owner = owner_of(self.folder)
            raise Problem(Code.PROFILE_IN_USE, pid=owner.pid if owner else "?") from error
        except OSError as error:
            raise _trouble(error, self.folder) from error

    def _mend(self) -> Problem | None:
        """Put the copy in the place of a file that is damaged or gone; None where there never was one."""
        file, copy, aside = self.folder / PROFILE, self.folder / COPY, self.folder / DAMAGED
        kept = read_json(copy, ProfileFile)
        if kept is None:
            if file.exists() or copy.exists():
                raise Problem(Code.PROFILE_DAMAGED, file=file)
            return None
        if file.exists():
            file.replace(aside)
        write_json(file, kept)
        return Problem(Code.PROFILE_MENDED, file=file, aside=aside.name if aside.exists() else "—")

    def _keep_grant(self, file: ProfileFile, grant: SeatGrant) -> None:
        fresh = msgspec.structs.replace(file, seat=grant.seat, name=grant.name, place=grant.place, areas=grant.areas)
        if fresh != self._file:
            self._keep(fresh)

    def _keep(self, file: ProfileFile) -> None:
        write_json(self.folder / PROFILE, file)
        write_json(self.folder / COPY, file)
        self._file = file


def owner_of(folder: Path) -> Owner | None:
    """Who holds the profile in a folder, as far as he has said so."""
    return read_json(folder / OWNER, Owner)


def read_json(file: Path, shape: type[T]) -> T | None:
    """A small file of ours, None if it is not there or not whole; PROFILE_READ_ONLY if it belongs to somebody else."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=shape)
    except PermissionError as error:
        raise Problem(Code.PROFILE_READ_ONLY, folder=file) from error
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return None


def write_json(file: Path, value: Struct) -> None:
    """Write a small file of ours for this user alone, whole or not at all, durable when it returns.

    DISK_FULL and PROFILE_READ_ONLY as problems.
    """
    fresh = file.with_name(file.name + ".part")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with open(descriptor, "wb") as out:
            out.write(msgspec.json.format(msgspec.json.encode(value)))
            out.flush()
            os.fsync(out.fileno())
        fresh.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise _trouble(error, file.parent) from error


def _trouble(error: OSError, folder: Path) -> Problem:
    return Problem(Code.DISK_FULL) if error.errno in _FULL else Problem(Code.PROFILE_READ_ONLY, folder=folder)


def _sync_folder(folder: Path) -> None:
    """Make a new name in the folder durable; Windows does so by itself and cannot open folders."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
