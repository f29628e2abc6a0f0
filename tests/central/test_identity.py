"""Who calls: seats with tokens that are rotated, persons with sessions that end, guesses that run into a lock."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Mapping

import pytest
from argon2 import PasswordHasher

from app.commands.staffing import RevokeAppointment
from app.contract.messages import SeatGrant
from app.domain.people import Appointment
from app.domain.problems import Code, Problem
from app.domain.scope import DISTRICT
from services.central.identity import Caller, Identity
from services.central.office import new_id
from services.central.passwords import Passwords, check_strength, hashers, made_password
from services.central.seats import TOKEN_LIFE
from services.central.turn import Author
from tests.central.desk import Town
from tests.support.central import PASSWORD
from tests.support.district import AREA, CHIEF, OFFICER, TOWN, WORKER


class House:
    """The centre's identity with accounts for an officer and a worker."""

    def __init__(self, town: Town, passwords: Passwords) -> None:
        self.town = town
        self.identity = Identity(town.store, passwords)
        kept = self.identity.hashed(PASSWORD)
        with town.store.database.writing() as connection:
            for person in (OFFICER, WORKER, CHIEF):
                self.identity.accounts.add(connection, person, person=person, password=kept, must_change=False)

    def code(self, place: str = AREA, areas: tuple[str, ...] = ()) -> str:
        with self.town.store.database.writing() as connection:
            return self.identity.seats.add(connection, new_id(), name="一号席", place=place, areas=areas)

    def seat(self, place: str = AREA) -> SeatGrant:
        return self.identity.enrol(self.code(place), machine="pc")

    def caller(self, grant: SeatGrant, person: str = "", *, active: bool = False) -> Caller:
        return self.identity.caller(grant.token, person, active=active)

    def refused(self, token: str) -> Code | None:
        try:
            self.identity.caller(token)
        except Problem as problem:
            return problem.code
        return None

    def sign_in(self, grant: SeatGrant, account: str, password: str = PASSWORD) -> Code | None:
        try:
            self.identity.sign_in(self.caller(grant), account, password)
        except Problem as problem:
            return problem.code
        return None

    def authors(self, grant: SeatGrant) -> Mapping[str, Author]:
        with self.town.store.database.reading() as connection:
            return self.identity.sender(self.caller(grant)).people(connection)

    def pass_(self, **time: float) -> None:
        self.town.clock.pass_(**time)


@pytest.fixture
def passwords() -> Iterator[Passwords]:
    """Passwords hashed quickly: how well they are kept is the library's own test."""
    made = Passwords(hasher=PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    yield made
    made.close()


@pytest.fixture
def house(town: Town, passwords: Passwords) -> House:
    return House(town, passwords)


def test_a_code_enrols_one_seat_once(house: House) -> None:
    code = house.code()
    grant = house.identity.enrol(code.lower().replace("-", " "), machine="pc-1")
    assert (grant.place, grant.areas, grant.name) == (AREA, (AREA,), "一号席")
    assert house.caller(grant).seat.id == grant.seat
    for wrong in (code, "AAAAA-BBBBB-CCCCC-DDDDD", ""):
        with pytest.raises(Problem) as refused:
            house.identity.enrol(wrong, machine="pc-2")
        assert refused.value.code is Code.ENROLMENT_CODE_WRONG


def test_a_code_is_good_for_a_week(house: House) -> None:
    code = house.code()
    house.pass_(days=8)
    with pytest.raises(Problem):
        house.identity.enrol(code, machine="pc")


def test_only_digests_of_secrets_are_kept(house: House) -> None:
    grant = house.seat()
    session = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    schema = house.town.store.schema
    with house.town.store.database.reading() as connection:
        for table in (schema.token, schema.session, schema.seat, schema.account, schema.access_log):
            for row in connection.execute(table.select()):
                assert grant.token not in str(row)
                assert session.token not in str(row)
                assert PASSWORD not in str(row)


def test_a_new_token_takes_over_when_it_is_first_used(house: House) -> None:
    grant = house.seat()
    lost = house.identity.rotate(house.caller(grant))
    assert house.refused(grant.token) is None
    fresh = house.identity.rotate(house.caller(grant))
    assert house.refused(lost.token) is Code.SEAT_UNKNOWN
    assert house.refused(grant.token) is None
    assert house.refused(fresh.token) is None
    assert fresh.seat == grant.seat


def test_an_old_token_used_again_ends_the_family(house: House) -> None:
    grant = house.seat()
    fresh = house.identity.rotate(house.caller(grant))
    assert house.refused(fresh.token) is None
    assert house.refused(grant.token) is Code.SEAT_UNKNOWN
    assert house.refused(fresh.token) is Code.SEAT_UNKNOWN


def test_a_token_ends_after_thirty_days(house: House) -> None:
    grant = house.seat()
    house.pass_(days=TOKEN_LIFE.days - 1)
    assert house.refused(grant.token) is None
    house.pass_(days=1)
    assert house.refused(grant.token) is Code.SEAT_UNKNOWN


def test_a_revoked_seat_may_do_nothing_at_once(house: House) -> None:
    grant = house.seat()
    with house.town.store.database.writing() as connection:
        house.identity.seats.revoke(connection, grant.seat)
    assert house.refused(grant.token) is Code.SEAT_REVOKED
    with house.town.store.database.writing() as connection, pytest.raises(Problem):
        house.identity.seats.revoke(connection, "no-such-seat")


def test_five_wrong_passwords_lock_and_the_next_lock_is_longer(house: House) -> None:
    grant = house.seat()
    assert [house.sign_in(grant, OFFICER, "wrong") for _ in range(6)] == [Code.WRONG_PASSWORD] * 5 + [Code.ACCOUNT_LOCKED]
    assert house.sign_in(grant, OFFICER) is Code.ACCOUNT_LOCKED
    house.pass_(minutes=16)
    assert [house.sign_in(grant, OFFICER, "wrong") for _ in range(6)] == [Code.WRONG_PASSWORD] * 5 + [Code.ACCOUNT_LOCKED]
    house.pass_(minutes=16)
    assert house.sign_in(grant, OFFICER) is Code.ACCOUNT_LOCKED
    house.pass_(minutes=15)
    assert house.sign_in(grant, OFFICER) is None
    assert [house.sign_in(grant, OFFICER, "wrong") for _ in range(4)] == [Code.WRONG_PASSWORD] * 4
    assert house.sign_in(grant, OFFICER) is None


def test_an_unknown_account_is_answered_like_a_known_one(house: House) -> None:
    grant = house.seat()
    answers = [house.sign_in(grant, "nobody", "wrong") for _ in range(6)]
    assert answers == [Code.WRONG_PASSWORD] * 5 + [Code.ACCOUNT_LOCKED]


def test_of_many_guesses_at_once_only_five_are_looked_at(house: House) -> None:
    caller = house.caller(house.seat())
    answers: list[Code] = []

    def guess() -> None:
        try:
            house.identity.sign_in(caller, OFFICER, "wrong")
        except Problem as problem:
            answers.append(problem.code)

    threads = [threading.Thread(target=guess) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [Code.WRONG_PASSWORD] * 5 + [Code.ACCOUNT_LOCKED] * 7 or (
        Code.BUSY in answers and answers.count(Code.WRONG_PASSWORD) <= 5
    )
    assert house.sign_in(house.seat(), OFFICER) is Code.ACCOUNT_LOCKED


def test_a_barred_account_signs_in_nowhere_and_hands_in_nothing(house: House) -> None:
    grant = house.seat()
    assert house.sign_in(grant, OFFICER) is None
    assert house.authors(grant)[OFFICER].problem is None
    with house.town.store.database.writing() as connection:
        house.identity.accounts.bar(connection, OFFICER, barred=True)
        house.identity.sessions.end_others(connection, OFFICER)
    assert house.sign_in(grant, OFFICER) is Code.ACCOUNT_BARRED
    assert house.sign_in(grant, OFFICER, "wrong") is Code.WRONG_PASSWORD
    problem = house.authors(grant)[OFFICER].problem
    assert problem is not None
    assert problem.code is Code.ACCOUNT_BARRED


def test_a_seat_hands_in_only_for_those_who_have_signed_in_at_it(house: House) -> None:
    first, second = house.seat(), house.seat()
    house.sign_in(first, OFFICER)
    house.sign_in(second, WORKER)
    assert set(house.authors(first)) == {OFFICER}
    assert set(house.authors(second)) == {WORKER}


def test_a_session_ends_after_half_an_hour_unused_and_after_twelve_hours(house: House) -> None:
    grant = house.seat()
    session = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    for _ in range(23):
        house.pass_(minutes=29)
        assert house.caller(grant, session.token, active=True).person == OFFICER
    house.pass_(minutes=31)
    assert house.caller(grant, session.token).person == ""
    session = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    for _ in range(25):
        house.pass_(minutes=29)
        house.caller(grant, session.token, active=True)
    assert house.caller(grant, session.token).person == ""


def test_polls_of_the_seat_alone_keep_no_session(house: House) -> None:
    grant = house.seat()
    session = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    for _ in range(29):
        house.pass_(minutes=1)
        assert house.caller(grant, session.token).person == OFFICER
    house.pass_(minutes=1)
    assert house.caller(grant, session.token, active=True).person == "", "too late to be active now"


def test_a_session_counts_at_its_own_seat_alone(house: House) -> None:
    first, second = house.seat(), house.seat()
    session = house.identity.sign_in(house.caller(first), OFFICER, PASSWORD)
    assert house.caller(second, session.token).person == ""
    assert house.caller(first, "x" * 43).person == ""


def test_signing_out_ends_the_session(house: House) -> None:
    grant = house.seat()
    session = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    house.identity.sign_out(house.caller(grant, session.token), session.token)
    assert house.caller(grant, session.token).person == ""


def test_contacts_are_seen_only_while_somebody_with_the_right_is_signed_in(house: House) -> None:
    grant = house.seat()
    plain = (f"area:{AREA}", f"town:{TOWN}:all")
    with_contacts = (f"area:{AREA}", f"area:{AREA}:contacts", f"town:{TOWN}:all")
    assert house.caller(grant).scopes == {DISTRICT: (DISTRICT,), TOWN: plain}
    officer = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    worker = house.identity.sign_in(house.caller(grant), WORKER, PASSWORD)
    assert house.caller(grant, officer.token).scopes[TOWN] == with_contacts
    assert house.caller(grant, worker.token).scopes[TOWN] == plain
    assert house.caller(grant, officer.token).scopes_number != house.caller(grant).scopes_number
    held = house.town.find(Appointment, person=OFFICER)
    house.town.office.require(RevokeAppointment(appointment=held[0].id))
    assert house.caller(grant, officer.token).scopes[TOWN] == plain


def test_a_seat_of_a_town_serves_its_areas(house: House) -> None:
    caller = house.caller(house.seat(TOWN))
    assert caller.seat.areas == (AREA,)
    assert caller.scopes[TOWN] == (f"area:{AREA}", f"town:{TOWN}", f"town:{TOWN}:all")


def test_a_changed_password_ends_the_other_sessions(house: House) -> None:
    grant = house.seat()
    old = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    mine = house.identity.sign_in(house.caller(grant), OFFICER, PASSWORD)
    caller = house.caller(grant, mine.token)
    with pytest.raises(Problem) as weak:
        house.identity.change_password(caller, mine.token, old=PASSWORD, new="12345678")
    assert weak.value.code is Code.WEAK_PASSWORD
    with pytest.raises(Problem) as wrong:
        house.identity.change_password(caller, mine.token, old="wrong", new="Another-2026-one")
    assert wrong.value.code is Code.WRONG_PASSWORD
    house.identity.change_password(caller, mine.token, old=PASSWORD, new="Another-2026-one")
    assert house.caller(grant, old.token).person == ""
    assert house.caller(grant, mine.token).person == OFFICER
    assert house.sign_in(grant, OFFICER) is Code.WRONG_PASSWORD
    assert house.sign_in(grant, OFFICER, "Another-2026-one") is None


@pytest.mark.parametrize("weak", ["", "short-A1", "onlylowercase", "lowerUPPER", "Officer-2026-x", "A1-" + "x" * 300])
def test_weak_passwords_are_refused(weak: str) -> None:
    with pytest.raises(Problem) as refused:
        check_strength(weak, account="officer")
    assert refused.value.code is Code.WEAK_PASSWORD


def test_a_hash_of_weaker_settings_is_made_anew_at_the_next_sign_in(house: House, town: Town) -> None:
    grant = house.seat()
    stronger = Passwords(hasher=PasswordHasher(time_cost=2, memory_cost=64, parallelism=1))
    Identity(town.store, stronger).sign_in(house.caller(grant), OFFICER, PASSWORD)
    stronger.close()
    with town.store.database.reading() as connection:
        kept = house.identity.accounts.need(connection, OFFICER).password
    assert ",t=2," in kept
    assert house.sign_in(grant, OFFICER) is None


def test_passwords_are_hashed_with_the_library_s_settings() -> None:
    assert Passwords().hash("x").startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_server_hashes_with_two_workers_a_core_and_no_more() -> None:
    """Each hash holds 64 MiB while it is made."""
    seen: set[str] = set()

    class Watching(PasswordHasher):
        def hash(self, password: str | bytes, *, salt: bytes | None = None) -> str:
            seen.add(threading.current_thread().name)
            return super().hash(password, salt=salt)

    passwords = Passwords(hashers(), hasher=Watching(time_cost=1, memory_cost=64, parallelism=1))
    seen.clear()
    many = [threading.Thread(target=passwords.hash, args=("x",)) for _ in range(40)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    passwords.close()
    assert len(seen) <= 2 * (os.cpu_count() or 1)
    assert all(name.startswith("argon2") for name in seen)


def test_made_passwords_are_strong() -> None:
    for _ in range(50):
        check_strength(made_password(), account="officer")
