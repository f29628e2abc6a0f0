"""The town of the blind runs: a real centre in a process of its own, with the staff of a sub-centre and three weeks behind it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.commands.entering import EnterGrids, EnterHistory, EnterStaff, PastCase
from app.commands.staffing import Delegate
from app.domain.delegation import Grant
from app.domain.ids import week_before, week_of, week_range
from app.domain.incident import Incident
from app.domain.meeting import Meeting
from app.domain.people import Appointment, Person, Posting
from app.domain.roster import Establishment, Force
from services.central.access_log import AccessLog
from services.central.identity import Identity
from services.central.ledger import stamp
from services.central.office import Office, new_id
from services.central.passwords import Passwords
from services.central.seats import Seats
from tests.support.builders import AREA, CHIEF, DEPUTY, OFFICER, SECOND_OFFICER, TOWN, UNITS, grids, past, staff, unit
from tests.support.central import PASSWORD, CentralProcess, of

ACCOUNTS = {"wang": OFFICER, "limin": SECOND_OFFICER, "zhang": DEPUTY, "zhou": CHIEF}


class Town:
    """A centre with everybody in it, and what an auditor would ask it."""

    def __init__(self, folder: Path) -> None:
        self.central = CentralProcess(folder)

    @property
    def url(self) -> str:
        return self.central.url

    def open(self) -> Town:
        """Enters the district, the staff, the accounts and the weeks before, and begins to serve."""
        self.central.init()
        with self.central.office() as office:
            _enter(office)
            _open_accounts(office)
        self.central.start()
        return self

    def close(self) -> None:
        assert self.central.stop() == 0

    def code(self, name: str) -> str:
        """An enrolment code for one more seat."""
        with self.central.office() as office:
            store = office.store
            seats = Seats(store.schema, AccessLog(store.schema, store.clock), store.clock)
            with store.database.writing() as connection:
                return seats.add(connection, new_id(), name=name, place=AREA, areas=())

    def case(self, incident: str) -> Incident:
        """The case as the centre holds it."""
        with self.central.office() as office:
            found = office.world().get(Incident, incident)
        assert found is not None
        return found

    def meeting(self, week: str) -> Meeting:
        """The meeting of a week as the centre holds it."""
        with self.central.office() as office:
            (found,) = office.world().find(Meeting, area=AREA, week=week)
        return found

    def applied(self, *, since: datetime) -> list[str]:
        """The verbs of the commands of people in the ledger that were applied since, in order of their recording."""
        with self.central.office() as office, office.store.database.reading() as connection:
            chain = list(office.store.ledger.chain(connection, TOWN))
        rows = [row for row in chain if row.recorded_at >= stamp(since) and row.author]
        assert all(row.verdict.value == "applied" for row in rows), rows
        return [row.verb for row in rows]


def _enter(office: Office) -> None:
    rows = staff()
    office.require(EnterGrids(grids=tuple(grids())))
    office.require(
        EnterStaff(
            people=of(rows, Person),
            postings=of(rows, Posting),
            appointments=of(rows, Appointment),
            forces=of(rows, Force),
            establishment=of(rows, Establishment),
        )
    )
    for grant in of(rows, Grant):
        lent = Delegate(grant=grant.id, grid=grant.grid, receiver=grant.receiver, acts=grant.acts, since=grant.since)
        office.require(lent)
    office.require(EnterHistory(cases=tuple(_weeks_before())))


def _weeks_before() -> Iterator[PastCase]:
    """A case every two hours of the three weeks before this one."""
    starts = week_range(week_before(week_of(datetime.now(UTC))))[1].astimezone(UTC)
    for case in past(250, now=starts + timedelta(days=1)):
        yield PastCase(
            incident=case.id,
            grid=case.micro or unit(UNITS[0]),
            title=case.title,
            occurred_at=case.occurred_at,
            closed_at=case.closed_at,
            event_class=case.event_class,
            severity=case.severity,
            source=case.source,
        )


def _open_accounts(office: Office) -> None:
    passwords = Passwords()
    identity = Identity(office.store, passwords)
    kept = identity.hashed(PASSWORD)
    with office.store.database.writing() as connection:
        for account, person in ACCOUNTS.items():
            identity.accounts.add(connection, account, person=person, password=kept, must_change=False)
    passwords.close()
