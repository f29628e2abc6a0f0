"""Only a certificate of the site's own authority, for this host and this day, is good enough."""

from __future__ import annotations

import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path

import msgspec
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.contract.messages import Hello
from app.domain.problems import Code, Problem
from services.gateway.central import Central
from services.gateway.http import Http, Limits
from services.gateway.tokens import Tokens

NOW = datetime.now(UTC)
HELLO = msgspec.json.encode(Hello(generation="g", time=NOW, heads={}, scopes=(), scopes_number="1"))


class Authority:
    """A private certificate authority in a folder."""

    def __init__(self, folder: Path, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        self.file = folder / f"{name}.pem"
        made = self._built(self.name, self.key, days=10).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.file.write_bytes(made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))

    def issue(self, file: Path, *, address: str = "127.0.0.1", days: float = 5) -> Path:
        """A server's certificate with its key in one file."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "centre")])
        names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
        made = self._built(subject, key, days=days).add_extension(names, critical=False).sign(self.key, hashes.SHA256())
        plain = serialization.NoEncryption()
        file.write_bytes(
            key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
            + made.public_bytes(serialization.Encoding.PEM)
        )
        return file

    def _built(self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, *, days: float) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self.name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(NOW - timedelta(days=20))
            .not_valid_after(NOW + timedelta(days=days))
        )


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(HELLO)))
        self.end_headers()
        self.wfile.write(HELLO)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


class Quiet(HTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up in the handshake is what is tested."""


@pytest.fixture
def serve() -> Iterator[list[Quiet]]:
    servers: list[Quiet] = []
    yield servers
    for server in servers:
        server.shutdown()
        server.server_close()


def serving(servers: list[Quiet], certificate: Path) -> str:
    server = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    servers.append(server)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
    return f"https://127.0.0.1:{server.server_address[1]}"


def greeted(url: str, ca: Path) -> Problem | None:
    central = Central(Http(url, ca=ca, limits=Limits(connect=2, read=2)), Tokens("device-1"))
    try:
        central.hello()
    except Problem as problem:
        return problem
    finally:
        central.close()
    return None


def test_the_sites_own_authority_is_trusted(serve: list[Quiet], tmp_path: Path) -> None:
    ours = Authority(tmp_path, "ours")
    assert greeted(serving(serve, ours.issue(tmp_path / "server.pem")), ours.file) is None


@pytest.mark.parametrize("trouble", ["expired", "other host", "other authority"])
def test_any_other_certificate_is_refused_and_says_why(serve: list[Quiet], tmp_path: Path, trouble: str) -> None:
    ours, other = Authority(tmp_path, "ours"), Authority(tmp_path, "other")
    by = other if trouble == "other authority" else ours
    address = "127.0.0.9" if trouble == "other host" else "127.0.0.1"
    certificate = by.issue(tmp_path / "server.pem", address=address, days=-1 if trouble == "expired" else 5)
    problem = greeted(serving(serve, certificate), ours.file)
    assert problem is not None
    assert problem.code is Code.TLS_FAILED
    assert problem.data["why"]
