"""Secrets lie in a keyring that protects, or behind a passphrase; nothing is made anew in place of what cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import msgspec
import pytest
from keyring.backend import KeyringBackend
from keyring.core import load_keyring
from keyring.errors import KeyringLocked, PasswordDeleteError

from app.contract.messages import SeatGrant
from app.domain.problems import Code, Problem
from services.credentials.profile import Profile
from services.credentials.seat_secrets import cache_key, device_tokens
from services.credentials.vault import KeyringVault, PassphraseVault, Vault, open_vault, usable
from tests.support.desks import CHEAP


class SafeKeyring(KeyringBackend):
    """A keyring of the system that a test can lock."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._look()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._look()
        if self.kept.pop((service, username), None) is None:
            raise PasswordDeleteError("not there")

    def _look(self) -> None:
        if self.locked:
            raise KeyringLocked("locked")


class TextKeyring(SafeKeyring):
    """A keyring that would write everything to a plain file."""


class SafeChain(TextKeyring):
    """Several keyrings behind one."""

    backends: ClassVar[list[KeyringBackend]] = []


NONE = load_keyring("keyring.backends.fail.Keyring")
ALLOWED = frozenset({f"{SafeKeyring.__module__}.{SafeKeyring.__qualname__}"})


@pytest.fixture
def profile(tmp_path: Path) -> Iterator[Profile]:
    with Profile(tmp_path / "profile", server="https://centre.example") as made:
        yield made


def opened(profile: Profile, backend: KeyringBackend, phrase: str | None = "correct horse") -> Vault:
    ask = None if phrase is None else (lambda: phrase)
    return open_vault(profile, ask=ask, backend=backend, allowed=ALLOWED, cost=CHEAP)


def refused(work: object) -> Code:
    assert callable(work)
    with pytest.raises(Problem) as caught:
        work()
    return caught.value.code


def test_a_keyring_that_protects_is_taken(profile: Profile) -> None:
    backend = SafeKeyring()
    vault = opened(profile, backend)
    assert isinstance(vault, KeyringVault)
    assert not vault.weak
    vault.put("word", b"\x00secret")
    assert opened(profile, backend).get("word") == b"\x00secret"
    vault.forget("word")
    vault.forget("word")
    assert vault.get("word") is None


@pytest.mark.parametrize("backend", [TextKeyring(), NONE, load_keyring("keyring.backends.null.Keyring")])
def test_plain_text_none_and_forgetting_are_never_taken(profile: Profile, backend: KeyringBackend) -> None:
    assert isinstance(opened(profile, backend), PassphraseVault)
    assert refused(lambda: opened(profile, backend, None)) is Code.KEYRING_MISSING


def test_of_a_chain_the_first_that_protects_is_taken() -> None:
    chain, safe = SafeChain(), SafeKeyring()
    chain.backends[:] = [TextKeyring(), safe]
    assert usable(chain, ALLOWED) is safe
    assert usable(TextKeyring(), ALLOWED) is None


def test_a_locked_keyring_is_told_and_nothing_is_made_anew(profile: Profile, tmp_path: Path) -> None:
    backend = SafeKeyring()
    cache = tmp_path / "cache.db"
    key = cache_key(opened(profile, backend), cache)
    cache.touch()
    backend.locked = True
    before = dict(backend.kept)
    assert refused(lambda: cache_key(opened(profile, backend), cache)) is Code.KEYRING_LOCKED
    assert backend.kept == before
    backend.locked = False
    assert cache_key(opened(profile, backend), cache) == key


def test_an_emptied_keyring_never_gets_a_new_key_for_an_old_cache(profile: Profile, tmp_path: Path) -> None:
    backend = SafeKeyring()
    cache = tmp_path / "cache.db"
    cache_key(opened(profile, backend), cache)
    cache.touch()
    backend.kept.clear()
    assert refused(lambda: cache_key(opened(profile, backend), cache)) is Code.CACHE_KEY_WRONG
    assert backend.kept == {}


def test_a_passphrase_opens_what_it_closed_and_another_does_not(profile: Profile) -> None:
    opened(profile, NONE).put("word", b"secret")
    vault = opened(profile, SafeKeyring())
    assert isinstance(vault, PassphraseVault), "what it began with stays, though there is a keyring now"
    assert vault.weak
    assert vault.get("word") == b"secret"
    assert refused(lambda: opened(profile, NONE, "wrong").get("word")) is Code.PASSPHRASE_WRONG
    assert refused(lambda: opened(profile, NONE, "wrong").put("word", b"x")) is Code.PASSPHRASE_WRONG
    assert refused(lambda: opened(profile, NONE, "").get("word")) is Code.PASSPHRASE_NEEDED
    assert refused(lambda: opened(profile, NONE, None)) is Code.PASSPHRASE_NEEDED
    assert opened(profile, NONE).get("word") == b"secret"


@pytest.mark.parametrize("damage", ["{ half", "", '{"proof": 1}'])
def test_a_damaged_file_of_secrets_is_said_and_nothing_is_made_anew(profile: Profile, damage: str) -> None:
    file = profile.folder / "secrets.json"
    opened(profile, NONE).put("word", b"secret")
    whole = file.read_text()
    file.write_text(damage)
    vault = opened(profile, NONE)
    for work in (lambda: vault.get("word"), lambda: vault.put("word", b"x"), lambda: vault.forget("word"), vault.check):
        assert refused(work) is Code.SECRETS_DAMAGED
    assert file.read_text() == damage
    file.write_text(whole)
    assert opened(profile, NONE).get("word") == b"secret"


@pytest.mark.parametrize("field", ["salt", "nonce", "sealed"])
@pytest.mark.parametrize("value", ["", "?", "AAAA", "AAAAAAAAAAAAAAAAAAAAAA=="])
def test_a_secret_that_was_tampered_with_is_never_taken_for_none(profile: Profile, field: str, value: str) -> None:
    file = profile.folder / "secrets.json"
    opened(profile, NONE).put("word", b"secret")
    kept = msgspec.json.decode(file.read_bytes())
    kept["secrets"]["word"][field] = value
    file.write_bytes(msgspec.json.encode(kept))
    if field != "salt":  # the salt of the proof counts, which is whole
        assert refused(lambda: opened(profile, NONE).get("word")) is Code.SECRETS_DAMAGED
    kept["proof"][field] = value
    file.write_bytes(msgspec.json.encode(kept))
    assert refused(lambda: opened(profile, NONE).get("word")) in (Code.SECRETS_DAMAGED, Code.PASSPHRASE_WRONG)


def test_what_would_keep_a_secret_from_being_kept_is_known_beforehand(profile: Profile) -> None:
    backend = SafeKeyring()
    opened(profile, backend).check()
    assert backend.kept == {}
    backend.locked = True
    assert refused(lambda: opened(profile, backend).check()) is Code.KEYRING_LOCKED
    assert refused(lambda: opened(profile, NONE, "").check()) is Code.PASSPHRASE_NEEDED
    opened(profile, NONE).check()
    assert refused(lambda: opened(profile, NONE, "wrong").check()) is Code.PASSPHRASE_WRONG
    opened(profile, NONE).check()


def test_nothing_secret_stands_in_a_file_in_clear(profile: Profile) -> None:
    vault = opened(profile, NONE)
    vault.put("word", b"a plain secret")
    files = [file.read_bytes() for file in profile.folder.iterdir() if file.is_file()]
    assert not any(b"a plain secret" in data or b"correct horse" in data for data in files)
    assert (profile.folder / "secrets.json").stat().st_mode & 0o077 == 0


def test_a_new_device_credential_is_kept_before_it_is_used(profile: Profile) -> None:
    backend = SafeKeyring()
    tokens = device_tokens(opened(profile, backend))
    assert tokens.device == ""
    ends = datetime(2026, 12, 1, tzinfo=UTC)
    fresh = "a device credential"
    tokens.granted(SeatGrant(seat="s", name="n", place="p", areas=(), token=fresh, expires_at=ends))
    again = device_tokens(opened(profile, backend))
    assert (again.device, again.ends) == (fresh, ends)
