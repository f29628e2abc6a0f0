"""Plain HTTP to one server: a session a thread, time limits on every call, sizes counted, answers not trusted."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import requests
from msgspec import Struct
from requests import Response, Session
from requests.adapters import BaseAdapter, HTTPAdapter
from requests.exceptions import ChunkedEncodingError, ContentDecodingError, RequestException, SSLError
from urllib3.exceptions import HTTPError

from app.domain.problems import Code, Problem
from services.gateway.answers import problem_of

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
WHOLE_SECONDS = 120.0
CHUNK = 256 * 1024
LARGEST_ANSWER = 64 * 1024 * 1024
FREE_OF_RATIO = 4 * 1024 * 1024
LARGEST_RATIO = 200
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class Limits(Struct, frozen=True, kw_only=True):
    """How long a call may take and how much may come back."""

    connect: float = CONNECT_SECONDS
    read: float = READ_SECONDS
    whole: float = WHOLE_SECONDS
    size: int = LARGEST_ANSWER


class Answer(Struct, frozen=True, kw_only=True):
    """An answer that says yes, read to its end."""

    status: int
    media: str
    body: bytes


class Http:
    """Calls one server. Sessions belong to the thread that made them; `close` ends them all.

    The certificate of the server is verified against `ca` (a file of authorities), or against the system's. Without TLS only
    this machine itself is spoken to. Nothing of the environment (proxies, .netrc) counts; `proxy` is explicit.
    """

    def __init__(self, server: str, *, ca: Path | None = None, proxy: str = "", limits: Limits | None = None) -> None:
        self.server = server.rstrip("/")
        self.limits = limits or Limits()
        self._ca = ca
        self._proxy = proxy
        self._local = threading.local()
        self._lock = threading.Lock()
        self._sessions: list[Session] = []
        check_address(self.server)

    def call(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limits: Limits | None = None,
    ) -> Answer:
        """Ask and read the whole answer; every other outcome is a `Problem` with its number."""
        limits = limits or self.limits
        ends = time.monotonic() + limits.whole
        with self.open(method, path, headers=headers, params=params, body=body, limits=limits) as response:
            data = self._read(response, ends, limits.size)
            media = response.headers.get("content-type", "").split(";")[0].strip().lower()
            if not response.ok:
                raise problem_of(response.status_code, dict(response.headers), data, server=self.server)
            return Answer(status=response.status_code, media=media, body=data)

    def open(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        params: Mapping[str, str] | None = None,
        body: bytes | None = None,
        limits: Limits | None = None,
    ) -> Response:
        """Ask; the answer is open and the caller closes it. Redirects are never followed: they are not ours."""
        limits = limits or self.limits
        try:
            response = self._session().request(
                method,
                f"{self.server}{path}",
                headers=dict(headers),
                params=params,
                data=body,
                stream=True,
                allow_redirects=False,
                timeout=(limits.connect, limits.read),
            )
        except RequestException as error:
            raise self._trouble(error) from error
        if 300 <= response.status_code < 400 or "," in response.headers.get("content-encoding", ""):
            response.close()
            raise Problem(Code.CENTRAL_NOT_OURS, server=self.server)
        return response

    def close(self) -> None:
        """End all sessions; calls that are under way fail."""
        with self._lock:
            sessions, self._sessions = self._sessions, []
        for session in sessions:
            for adapter in session.adapters.values():
                _close_pools(adapter)
            session.close()

    def _session(self) -> Session:
        found: Session | None = getattr(self._local, "session", None)
        if found is not None and found in self._sessions:
            return found
        session = requests.Session()
        session.trust_env = False
        session.headers.update({"accept-encoding": "zstd, gzip", "user-agent": "gridplus-desk"})
        session.verify = str(self._ca) if self._ca is not None else True
        if self._proxy:
            session.proxies = {"http": self._proxy, "https": self._proxy}
        self._local.session = session
        with self._lock:
            self._sessions.append(session)
        return session

    def _read(self, response: Response, ends: float, size: int) -> bytes:
        """The body, unpacked; a cut answer counts as none, one that is too large, too slow or unpacks too far is not ours."""
        parts: list[bytes] = []
        total = 0
        try:
            for part in response.iter_content(CHUNK):
                parts.append(part)
                total += len(part)
                packed = max(response.raw.tell(), 1)
                if total > size or (total > FREE_OF_RATIO and total / packed > LARGEST_RATIO):
                    raise Problem(Code.CENTRAL_NOT_OURS, server=self.server)
                if time.monotonic() > ends:
                    raise Problem(Code.CENTRAL_UNREACHABLE, server=self.server)
        except (RequestException, HTTPError) as error:
            raise self._trouble(error) from error
        return b"".join(parts)

    def _trouble(self, error: Exception) -> Problem:
        if isinstance(error, SSLError):
            return Problem(Code.TLS_FAILED, why=_why(error))
        if isinstance(error, ContentDecodingError) and not isinstance(error, ChunkedEncodingError):
            return Problem(Code.CENTRAL_NOT_OURS, server=self.server)
        return Problem(Code.CENTRAL_UNREACHABLE, server=self.server)


def check_address(server: str) -> None:
    """Pass, or the problem ADDRESS_WRONG: only https, or http on this machine itself."""
    try:
        parts = urlsplit(server)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        raise Problem(Code.ADDRESS_WRONG, server=server) from None
    if not usable or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise Problem(Code.ADDRESS_WRONG, server=server)


def _close_pools(adapter: BaseAdapter) -> None:
    """Close the connections now; a pool by itself closes only when the last answer that came over it is forgotten."""
    if isinstance(adapter, HTTPAdapter):
        pools = adapter.poolmanager.pools
        keys = pools.keys()  # it cannot be iterated over itself
        for key in keys:
            pool = pools.get(key)
            if pool is not None:
                pool.close()


def _why(error: Exception) -> str:
    """The innermost reason that the TLS library gives."""
    cause: BaseException = error
    while cause.args and isinstance(cause.args[0], BaseException):
        cause = cause.args[0]
    inner = getattr(cause, "reason", None)
    return str(getattr(inner, "verify_message", "") or getattr(cause, "verify_message", "") or inner or cause)
