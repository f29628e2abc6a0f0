"""People sign in online and, for three days after the last word of the centre, offline; guesses run into a lock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.contract.messages import Hello, SeatGrant, SessionGrant
from app.domain.problems import Code, Problem
from services.credentials.access import SeatAccess
from services.credentials.profile import Profile
from services.credentials.unlock import FAILS, OfflineUnlock
from services.credentials.wrapping import stretched, stretched_for
from services.gateway.tokens import Tokens
from tests.support.caches import Moment
from tests.support.desks import CHEAP

START = datetime(2026, 11, 18, 6, tzinfo=UTC)
WORD = "-".join(("Nanxiang", "2026"))
KEY = bytes(32)


class Counter:
    """The centre's counter: knows one account, can be out of reach."""

    def __init__(self, clock: Moment) -> None:
        self.tokens = Tokens("device-1", ends=clock.now + timedelta(days=30), keep=lambda grant: self.kept.append(grant.token))
        self.kept: list[str] = []
        self.away = False
        self.word = WORD
        self.given = False
        self.clock = clock
        self.signed_out = 0
        self.ahead = timedelta()

    def enrol(self, code: str, *, machine: str) -> SeatGrant:
        self._reach()
        return self._grant("device-1")

    def renew(self) -> SeatGrant:
        self._reach()
        grant = self._grant(f"device-{len(self.kept) + 2}")
        self.tokens.granted(grant)
        return grant

    def sign_in(self, account: str, password: str) -> SessionGrant:
        self._reach()
        if password != self.word:
            raise Problem(Code.WRONG_PASSWORD)
        return SessionGrant(
            person="p-wang",
            name="王芳",
            account=account,
            token=f"person-{account}",
            expires_at=self.clock.now + self.ahead + timedelta(hours=12),
            time=self.clock.now + self.ahead,
            must_change_password=self.given,
        )

    def sign_out(self) -> None:
        self._reach()
        self.signed_out += 1

    def change_password(self, old: str, new: str) -> None:
        self._reach()
        self.word, self.given = new, False

    def _grant(self, token: str) -> SeatGrant:
        ends = self.clock.now + timedelta(days=30)
        return SeatGrant(seat="s1", name="一号席", place="310114102P03", areas=("310114102P03",), token=token, expires_at=ends)

    def _reach(self) -> None:
        if self.away:
            raise Problem(Code.CENTRAL_UNREACHABLE, server="nowhere")


class Door:
    """A seat's access on that counter, with a clock."""

    def __init__(self, folder: Path) -> None:
        self.clock = Moment(START)
        self.profile = Profile(folder)
        self.counter = Counter(self.clock)
        self.contact: datetime | None = START
        self.changes = 0
        self.access = SeatAccess(
            profile=self.profile,
            central=self.counter,
            unlock=OfflineUnlock(folder, key=KEY, clock=self.clock, cost=CHEAP),
            contact=lambda: self.contact,
            clock=self.clock,
            on_person=self.hear,
        )

    def hear(self) -> None:
        self.changes += 1


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    made = Door(tmp_path / "p")
    made.access.enrol("code", machine="test")
    yield made
    made.profile.close()


def refused(door: Door, word: str = WORD, account: str = "wang") -> Problem:
    with pytest.raises(Problem) as caught:
        door.access.sign_in(account, word)
    return caught.value


def hello(person: str, at: datetime = START) -> Hello:
    return Hello(
        generation="g", time=at, heads={}, scopes=("area:310114102P03", "area:x:contacts"), scopes_number="1", person=person
    )


def test_nobody_signs_in_at_a_seat_that_is_not_enrolled(tmp_path: Path) -> None:
    door = Door(tmp_path / "p")
    assert refused(door).code is Code.NOT_ENROLLED
    door.profile.close()


def test_online_the_centre_decides(door: Door) -> None:
    session = door.access.sign_in("wang", WORD)
    assert (session.person, session.offline) == ("p-wang", False)
    assert door.access.session() == session
    assert door.counter.tokens.person == "person-wang"
    assert door.changes == 1
    assert refused(door, "wrong").code is Code.WRONG_PASSWORD


def test_offline_who_has_signed_in_here_may_go_on(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.access.sign_out()
    assert door.access.session() is None
    door.counter.away = True
    session = door.access.sign_in("wang", WORD)
    assert session.offline
    assert session.name == "王芳"
    assert door.counter.tokens.person == "", "nothing of an offline unlock travels"
    assert refused(door, account="li").code is Code.OFFLINE_UNLOCK_UNKNOWN


def test_three_days_after_the_last_word_of_the_centre_it_ends(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    door.clock.now = START + timedelta(hours=71)
    session = door.access.sign_in("wang", WORD)
    assert session.until == START + timedelta(hours=72)


@pytest.mark.parametrize("contact", [START, None])
def test_past_three_days_the_right_word_still_opens_the_seat_but_only_to_be_read(door: Door, contact: datetime | None) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away, door.contact = True, contact
    door.clock.now = START + timedelta(hours=72)
    assert refused(door, "wrong").code is Code.WRONG_PASSWORD
    session = door.access.sign_in("wang", WORD)
    assert session.offline
    assert session.until <= door.clock.now, "nothing may be acted upon"
    assert door.access.session() == session


def test_guessing_past_three_days_runs_into_the_same_lock(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    door.clock.now = START + timedelta(hours=90)
    for _ in range(FAILS):
        assert refused(door, "wrong").code is Code.WRONG_PASSWORD
    assert refused(door).code is Code.ACCOUNT_LOCKED


def test_five_wrong_words_lock_the_account_longer_each_time(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    for length in (15, 30, 60):
        for _ in range(FAILS):
            assert refused(door, "wrong").code is Code.WRONG_PASSWORD
        assert refused(door).code is Code.ACCOUNT_LOCKED, "not even the right word helps"
        door.clock.now += timedelta(minutes=length - 1)
        assert refused(door).code is Code.ACCOUNT_LOCKED
        door.clock.now += timedelta(minutes=1)
    assert door.access.sign_in("wang", WORD).offline
    assert refused(door, "wrong").code is Code.WRONG_PASSWORD


def test_the_count_of_wrong_words_survives_a_restart(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    for _ in range(FAILS):
        refused(door, "wrong")
    again = OfflineUnlock(door.profile.folder, key=KEY, clock=door.clock, cost=CHEAP)
    with pytest.raises(Problem) as locked:
        again.unlock("wang", WORD, contact=START)
    assert locked.value.code is Code.ACCOUNT_LOCKED


def test_a_changed_password_is_the_one_that_unlocks(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.access.change_password(WORD, WORD + "-new")
    door.counter.away = True
    assert refused(door).code is Code.WRONG_PASSWORD
    assert door.access.sign_in("wang", WORD + "-new").offline
    with pytest.raises(Problem) as offline:
        door.access.change_password(WORD, WORD)
    assert offline.value.code is Code.PASSWORD_OFFLINE


def test_a_password_of_the_administrators_has_to_be_changed_offline_too(door: Door) -> None:
    door.counter.given = True
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    assert door.access.sign_in("wang", WORD).must_change_password
    door.counter.away = False
    door.access.sign_in("wang", WORD)
    door.access.change_password(WORD, WORD + "-own")
    door.counter.away = True
    assert not door.access.sign_in("wang", WORD + "-own").must_change_password


def test_a_password_is_not_changed_while_the_centre_cannot_be_reached(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    with pytest.raises(Problem) as away:
        door.access.change_password(WORD, WORD + "-new")
    assert away.value.code is Code.PASSWORD_OFFLINE, "unlike a command it waits in no outbox"
    assert door.access.sign_in("wang", WORD).offline, "the old password unlocks as before"


def test_signing_out_with_the_centre_away_ends_it_here(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.counter.away = True
    door.access.sign_out()
    assert door.access.session() is None
    assert door.counter.tokens.person == ""


def test_a_session_that_the_centre_has_ended_is_over_here(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    stamp = door.access.stamp
    door.access.heard(hello("p-wang"), stamp)
    assert door.access.session() is not None
    door.access.heard(hello(""), stamp - 1)
    assert door.access.session() is not None, "the answer was about somebody before"
    door.access.heard(hello(""), stamp)
    assert door.access.session() is None


def test_an_online_session_ends_after_its_hours(door: Door) -> None:
    door.access.sign_in("wang", WORD)
    door.clock.now += timedelta(hours=12)
    assert door.access.session() is None


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(days=-1)], ids=["behind", "before"])
def test_a_session_lasts_its_hours_on_a_machine_whose_clock_is_a_day_off(door: Door, ahead: timedelta) -> None:
    door.counter.ahead = ahead
    session = door.access.sign_in("wang", WORD)
    assert door.access.session() == session
    door.clock.now += timedelta(hours=11, minutes=59)
    assert door.access.session() == session
    door.clock.now += timedelta(minutes=1)
    assert door.access.session() is None


def test_the_device_credential_is_renewed_in_the_second_half_of_its_life(door: Door) -> None:
    door.access.heard(hello("", START + timedelta(days=14)), 0)
    assert door.counter.kept == []
    door.clock.now = START + timedelta(days=16)
    door.counter.away = True
    door.access.heard(hello("", door.clock.now), 0)
    assert door.counter.kept == []
    door.counter.away = False
    door.access.heard(hello("", door.clock.now), 0)
    assert door.counter.kept == [], "not asked again for some hours"
    later = door.clock.now + timedelta(hours=7)
    door.access.heard(hello("", later), 0)
    assert door.counter.tokens.device == door.counter.kept[0]


@given(st.text(min_size=1, max_size=40), st.binary(min_size=1, max_size=64))
def test_what_is_wrapped_by_a_phrase_opens_by_it_alone(phrase: str, secret: bytes) -> None:
    wrapped = stretched(phrase, cost=CHEAP).wrap(secret, purpose="a")
    key = stretched_for(phrase, wrapped)
    assert key.unwrap(wrapped, purpose="a") == secret
    assert key.unwrap(wrapped, purpose="b") is None
    assert stretched_for(phrase + "!", wrapped).unwrap(wrapped, purpose="a") is None
