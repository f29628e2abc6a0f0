"""The central server over HTTP: every call of the protocol, its failures as numbered problems."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar
from urllib.parse import quote

import msgspec
from msgspec import Raw, Struct

from app.contract.messages import (
    H_ACTIVE,
    H_CLIENT,
    H_GENERATION,
    H_PERSON,
    H_SERIES,
    LARGEST_BLOB,
    PROTOCOL,
    CaseAnswer,
    CheckAnswer,
    CommandAnswer,
    CommandBatch,
    EnrolRequest,
    Hello,
    NumberedOrder,
    PasswordRequest,
    SearchAnswer,
    SeatGrant,
    SessionGrant,
    SignInRequest,
)
from app.domain.problems import Code, Problem
from services.gateway.http import Answer, Http, Limits
from services.gateway.live import LiveStream
from services.gateway.page import FeedPage, read_page
from services.gateway.tokens import Tokens

T = TypeVar("T", bound=Struct)

SMALL = 4 * 1024 * 1024
PAGE_ROWS = 2000
HEARTBEAT_DEAD = 45.0
JSON = "application/json"
NDJSON = "application/x-ndjson"

_ENCODER = msgspec.json.Encoder()


class Central:
    """One central server, as one seat sees it. Blocks; called from the network lane and the loops.

    When the seat's credential is not accepted it is renewed once, for all threads together, and the call is tried again.
    """

    def __init__(self, http: Http, tokens: Tokens) -> None:
        self._http = http
        self.tokens = tokens
        limits = http.limits
        self._small = msgspec.structs.replace(limits, size=SMALL)
        self._blob = msgspec.structs.replace(limits, size=LARGEST_BLOB)
        self._live = Limits(connect=limits.connect, read=HEARTBEAT_DEAD)

    @property
    def server(self) -> str:
        """The address."""
        return self._http.server

    # seats and persons

    def enrol(self, code: str, *, machine: str) -> SeatGrant:
        """Enrol this seat with the code that the administrator made; ENROLMENT_CODE_WRONG."""
        grant = self._json("POST", "/v1/seat", SeatGrant, body=EnrolRequest(code=code, machine=machine), bare=True)
        self.tokens.granted(grant)
        return grant

    def renew(self) -> SeatGrant:
        """A new credential for this seat; the old one holds until the new one is used."""
        with self.tokens.renewing():
            return self._renew()

    def sign_in(self, account: str, password: str) -> SessionGrant:
        """A person signs in at this seat; WRONG_PASSWORD, ACCOUNT_LOCKED."""
        return self._json("POST", "/v1/session", SessionGrant, body=SignInRequest(account=account, password=password))

    def sign_out(self) -> None:
        """The acting person's session ends."""
        self._asked("DELETE", "/v1/session")

    def change_password(self, old: str, new: str) -> None:
        """The acting person's password changes; WRONG_PASSWORD, WEAK_PASSWORD."""
        self._asked("POST", "/v1/session/password", body=_ENCODER.encode(PasswordRequest(old=old, new=new)))

    # sync

    def hello(self) -> Hello:
        """Where the server stands."""
        return self._json("GET", "/v1/hello", Hello)

    def push(self, series: str, orders: Sequence[tuple[int, str, bytes]], *, generation: str) -> CommandAnswer:
        """Hand in (number, id, bytes) in order; verdicts for a prefix of them."""
        numbered = [NumberedOrder(number=number, order=Raw(body)) for number, _, body in orders]
        body = _ENCODER.encode(CommandBatch(series=series, orders=numbered))
        answer = self._asked("POST", "/v1/commands", body=body, more={H_GENERATION: generation})
        return self._decoded(answer, CommandAnswer)

    def page(self, feed: str, *, after: str, generation: str, series: str, limit: int = PAGE_ROWS) -> FeedPage:
        """A page of a feed, whole or not at all."""
        params = {"limit": str(limit)} | ({"after": after} if after else {})
        more = {H_GENERATION: generation, H_SERIES: series}
        answer = self._asked("GET", f"/v1/feed/{feed}", params=params, more=more, limits=self._http.limits)
        if answer.media != NDJSON:
            raise Problem(Code.CENTRAL_NOT_OURS, server=self.server)
        return read_page(answer.body, feed=feed, after=after, server=self.server)

    def check(self, feed: str, *, generation: str) -> CheckAnswer:
        """Count and checksum of what this seat sees of a feed."""
        answer = self._asked("GET", f"/v1/feed/{feed}/check", more={H_GENERATION: generation})
        return self._decoded(answer, CheckAnswer)

    def live(self) -> LiveStream:
        """The stream of pokes; the caller closes it."""
        headers = self._headers({"accept": "text/event-stream", "accept-encoding": "identity"})
        response = self._http.open("GET", "/v1/live", headers=headers, limits=self._live)
        media = response.headers.get("content-type", "")
        if not response.ok or not media.startswith("text/event-stream"):
            response.close()
            self._asked("GET", "/v1/hello")  # says by number what is wrong
            raise Problem(Code.CENTRAL_NOT_OURS, server=self.server)
        return LiveStream(response, server=self.server)

    # attachments and history

    def send_blob(self, sha256: str, media: str, data: bytes, *, generation: str) -> None:
        """Give the server the bytes of an attachment; sent twice it is kept once."""
        more = {H_GENERATION: generation, "content-type": media}
        self._asked("POST", "/v1/blobs", params={"sha256": sha256}, body=data, more=more)

    def fetch_blob(self, sha256: str, *, generation: str) -> bytes:
        """The bytes of an attachment; BLOB_UNKNOWN."""
        return self._asked("GET", f"/v1/blobs/{sha256}", more={H_GENERATION: generation}, limits=self._blob).body

    def search(self, *, text: str, event_class: str, before: str, limit: int, generation: str) -> SearchAnswer:
        """Cases that the cache does not hold, of every area that may be read, newest first."""
        asked = {"text": text, "event_class": event_class, "before": before}
        params = {name: value for name, value in asked.items() if value} | {"limit": str(limit), "beyond": "true"}
        answer = self._asked("GET", "/v1/search", params=params, more={H_GENERATION: generation}, limits=self._http.limits)
        return self._decoded(answer, SearchAnswer)

    def case(self, incident: str, *, generation: str) -> CaseAnswer:
        """A case in full; NOT_FOUND."""
        path = f"/v1/search/{quote(incident, safe='')}"
        return self._decoded(self._asked("GET", path, more={H_GENERATION: generation}, limits=self._http.limits), CaseAnswer)

    def close(self) -> None:
        """End all connections."""
        self._http.close()

    def _json(self, method: str, path: str, shape: type[T], *, body: Struct | None = None, bare: bool = False) -> T:
        data = None if body is None else _ENCODER.encode(body)
        if bare:
            headers = {H_CLIENT: str(PROTOCOL), "content-type": JSON}
            return self._decoded(self._once(method, path, headers=headers, body=data, limits=self._small), shape)
        return self._decoded(self._asked(method, path, body=data), shape)

    def _asked(
        self,
        method: str,
        path: str,
        *,
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        more: Mapping[str, str] | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        used = self.tokens.device

        def ask() -> Answer:
            return self._once(method, path, headers=self._headers(more), params=params, body=body, limits=limits or self._small)

        return self._renewed(ask, used)

    def _renewed(self, ask: Callable[[], Answer], used: str) -> Answer:
        """Ask; if the seat is not known by its credential, renew it (once for all threads) and ask again."""
        try:
            return ask()
        except Problem as problem:
            if problem.code is not Code.SEAT_UNKNOWN:
                raise
            with self.tokens.renewing():
                if self.tokens.device == used:
                    self._renew()
        return ask()

    def _renew(self) -> SeatGrant:
        answer = self._once("POST", "/v1/seat/token", headers=self._headers(), limits=self._small)
        grant = self._decoded(answer, SeatGrant)
        self.tokens.granted(grant)
        return grant

    def _once(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limits: Limits,
    ) -> Answer:
        return self._http.call(method, path, headers=headers, params=params, body=body, limits=limits)

    def _headers(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        headers = {"authorization": f"Bearer {self.tokens.device}", H_CLIENT: str(PROTOCOL), "content-type": JSON}
        if self.tokens.person:
            headers[H_PERSON] = self.tokens.person
            if self.tokens.take_use():
                headers[H_ACTIVE] = "1"
        return headers | dict(more or {})

    def _decoded(self, answer: Answer, shape: type[T]) -> T:
        if answer.media != JSON:
            raise Problem(Code.CENTRAL_NOT_OURS, server=self.server)
        try:
            return msgspec.json.decode(answer.body, type=shape)
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            raise Problem(Code.CENTRAL_NOT_OURS, server=self.server) from error
