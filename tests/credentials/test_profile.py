"""A profile belongs to one window at a time and says clearly why it cannot be opened."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.contract.messages import SeatGrant
from app.domain.problems import Code, Problem
from services.credentials.profile import COPY, PROFILE, Owner, Profile, owner_of, write_json

HOLD = """
import sys
from pathlib import Path
from services.credentials.profile import Profile
profile = Profile(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
profile.close()
"""


def grant(*areas: str) -> SeatGrant:
    return SeatGrant(seat="s1", name="一号席", place="310114102P03", areas=areas, token="", expires_at=datetime.now(UTC))


def test_a_seat_is_remembered(tmp_path: Path) -> None:
    with Profile(tmp_path / "p", server="https://centre.example/") as profile:
        with pytest.raises(Problem) as before:
            profile.seat()
        assert before.value.code is Code.NOT_ENROLLED
        profile.enrolled(grant("a1", "a2"))
        name = profile.id
    with Profile(tmp_path / "p") as profile:
        seat = profile.seat()
        assert (seat.seat, seat.areas, seat.server) == ("s1", ("a1", "a2"), "https://centre.example")
        assert profile.id == name


def test_another_address_holds_while_the_profile_is_open_and_only_enrolling_keeps_it(tmp_path: Path) -> None:
    with Profile(tmp_path / "p", server="https://centre.example") as profile:
        assert profile.enrolled(grant("a1")) == ""
    kept = (tmp_path / "p" / PROFILE).read_bytes()
    with Profile(tmp_path / "p", server="https://typo.example/") as profile:
        assert (profile.server, profile.seat().server) == ("https://typo.example", "https://typo.example")
        profile.renewed(grant("a1"))
        profile.serves(("a1",))
    assert (tmp_path / "p" / PROFILE).read_bytes() == (tmp_path / "p" / COPY).read_bytes() == kept
    with Profile(tmp_path / "p", server="https://other.example") as profile:
        assert profile.enrolled(grant("a1")) == "https://centre.example"
    with Profile(tmp_path / "p") as profile:
        assert profile.server == "https://other.example"


def test_the_areas_it_serves_follow_the_centre_and_the_first_stays_first(tmp_path: Path) -> None:
    with Profile(tmp_path / "p") as profile:
        profile.enrolled(grant("a2", "a1"))
        profile.serves(("a0", "a1", "a2"))
        assert profile.seat().areas == ("a2", "a1", "a0")
        profile.serves(("a1",))
        assert profile.seat().areas == ("a1",)
        profile.serves(())
        assert profile.seat().areas == ("a1",)


def test_a_second_process_is_told_who_has_it(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "p")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert first.stdout is not None
    assert first.stdin is not None
    assert first.stdout.readline() == "open\n"
    with pytest.raises(Problem) as taken:
        Profile(tmp_path / "p")
    assert (taken.value.code, taken.value.data) == (Code.PROFILE_IN_USE, {"pid": str(first.pid)})
    first.kill()
    first.communicate()
    with Profile(tmp_path / "p") as profile:
        assert owner_of(profile.folder) == Owner(pid=os.getpid())


def test_a_window_says_where_it_can_be_reached(tmp_path: Path) -> None:
    with Profile(tmp_path / "p") as profile:
        profile.announce("gridplus-1234")
        assert owner_of(tmp_path / "p") == Owner(pid=os.getpid(), address="gridplus-1234")
    assert owner_of(tmp_path / "p") is None


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Problem) as refused:
        Profile(tmp_path / "file" / "p")
    assert refused.value.code is Code.PROFILE_READ_ONLY


@pytest.mark.parametrize("damage", ["{ half", "", "\x00" * 60, '{"id": 5}', None], ids=["cut", "empty", "zeros", "other", "gone"])
def test_a_damaged_profile_is_restored_from_its_copy_and_says_so(tmp_path: Path, damage: str | None) -> None:
    folder = tmp_path / "p"
    with Profile(folder, server="https://centre.example") as profile:
        profile.enrolled(grant("a1"))
        name, seat = profile.id, profile.seat()
    if damage is None:
        (folder / PROFILE).unlink()
    else:
        (folder / PROFILE).write_text(damage)
    with Profile(folder) as profile:
        assert profile.mended is not None
        assert profile.mended.code is Code.PROFILE_MENDED
        assert (profile.id, profile.seat()) == (name, seat)
    if damage is not None:
        assert (folder / profile.mended.data["aside"]).read_text() == damage
    with Profile(folder) as profile:
        assert profile.mended is None
        assert profile.seat() == seat


def test_a_profile_whose_copy_is_broken_as_well_is_never_made_anew(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    Profile(folder).close()
    whole = (folder / PROFILE).read_text()
    for file in (PROFILE, COPY):
        (folder / file).write_text("{ half")
    for _ in range(2):
        with pytest.raises(Problem) as refused:
            Profile(folder)
        assert (refused.value.code, refused.value.data) == (Code.PROFILE_DAMAGED, {"file": str(folder / PROFILE)})
    assert [(folder / file).read_text() for file in (PROFILE, COPY)] == ["{ half"] * 2
    (folder / PROFILE).write_text(whole)
    with Profile(folder) as profile:
        assert profile.mended is None
    assert (folder / COPY).read_text() == whole


def test_a_profile_of_an_older_program_gets_its_copy(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    Profile(folder).close()
    (folder / COPY).unlink()
    Profile(folder).close()
    assert (folder / COPY).read_bytes() == (folder / PROFILE).read_bytes()


def test_a_full_disk_is_told_and_the_old_file_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "owner.json"
    write_json(file, Owner(pid=1))

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Problem) as refused:
        write_json(file, Owner(pid=2))
    assert refused.value.code is Code.DISK_FULL
    assert owner_of(tmp_path) == Owner(pid=1)
