"""Where the secrets of a profile lie: the keyring of the system, or a file that only a passphrase opens.

Only keyrings that really protect are used: never one in plain text, never one that forgets. A locked keyring is told and waited
for; nothing here ever makes a new secret in place of one that could not be read.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import keyring
from keyring.backend import KeyringBackend
from keyring.errors import InitError, KeyringError, KeyringLocked, PasswordDeleteError
from msgspec import Struct, field

from app.domain.problems import Code, Problem
from services.credentials.profile import Profile, read_json, write_json
from services.credentials.wrapping import Cost, WrapKey, Wrapped, stretched, stretched_for

SERVICE = "gridplus-desk"
SECRETS = "secrets.json"
PROBE = "probe"

ALLOWED = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)

Ask = Callable[[], str]


class Vault(Protocol):
    """Keeps small secrets by name. `weak` says that no keyring protects them (弱保护)."""

    @property
    def weak(self) -> bool:
        """Whether only a passphrase protects the secrets."""
        ...

    def check(self) -> None:
        """Pass, or the problem that would keep a secret from being read or kept: known before anything rests on it."""
        ...

    def get(self, name: str) -> bytes | None:
        """The secret, None if there never was one. KEYRING_LOCKED, PASSPHRASE_WRONG, PASSPHRASE_NEEDED, SECRETS_DAMAGED."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret durably."""
        ...

    def forget(self, name: str) -> None:
        """Remove the secret."""
        ...


class KeyringVault:
    """Secrets in the keyring of the system."""

    weak = False

    def __init__(self, backend: KeyringBackend, profile: str) -> None:
        self._backend = backend
        self._profile = profile

    def check(self) -> None:
        """Pass if a word can be kept and taken away again; KEYRING_LOCKED."""
        self.put(PROBE, b"?")
        self.forget(PROBE)

    def get(self, name: str) -> bytes | None:
        """The secret, None if there never was one."""
        try:
            found = self._backend.get_password(SERVICE, f"{self._profile}:{name}")
            return None if found is None else base64.b64decode(found, validate=True)
        except (KeyringLocked, InitError, KeyringError, binascii.Error) as error:
            raise Problem(Code.KEYRING_LOCKED) from error

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret."""
        try:
            self._backend.set_password(SERVICE, f"{self._profile}:{name}", base64.b64encode(secret).decode())
        except (KeyringLocked, InitError, KeyringError) as error:
            raise Problem(Code.KEYRING_LOCKED) from error

    def forget(self, name: str) -> None:
        """Remove the secret."""
        try:
            self._backend.delete_password(SERVICE, f"{self._profile}:{name}")
        except PasswordDeleteError:
            return
        except (KeyringLocked, InitError, KeyringError) as error:
            raise Problem(Code.KEYRING_LOCKED) from error


class SecretsFile(Struct, frozen=True, kw_only=True):
    """What stands in `secrets.json`: a token that proves the passphrase, and the wrapped secrets by name."""

    proof: Wrapped
    secrets: dict[str, Wrapped] = field(default_factory=dict)


class PassphraseVault:
    """Secrets in a file, wrapped by a passphrase that is asked for once."""

    weak = True

    def __init__(self, file: Path, ask: Ask, *, cost: Cost | None = None) -> None:
        self._file = file
        self._ask = ask
        self._cost = cost or Cost()
        self._key: WrapKey | None = None

    def check(self) -> None:
        """Pass if there is a passphrase, the one that the file was made with, and room for the file."""
        held = self._held()
        if held is not None:
            self._opened(held)
            return
        self.put(PROBE, b"?")
        self.forget(PROBE)

    def get(self, name: str) -> bytes | None:
        """The secret, None if there never was one."""
        held = self._held()
        if held is None or name not in held.secrets:
            return None
        found = self._unwrapped(self._opened(held), held.secrets[name], name)
        if found is None:  # the passphrase is right, so the secret itself is damaged
            raise Problem(Code.SECRETS_DAMAGED, file=self._file)
        return found

    def put(self, name: str, secret: bytes) -> None:
        """Keep the secret; the first one sets the passphrase."""
        held = self._held()
        key = self._fresh() if held is None else self._opened(held)
        proof = key.wrap(b"gridplus", purpose="proof") if held is None else held.proof
        others = {} if held is None else held.secrets
        write_json(self._file, SecretsFile(proof=proof, secrets={**others, name: key.wrap(secret, purpose=name)}))

    def forget(self, name: str) -> None:
        """Remove the secret."""
        held = self._held()
        if held is not None and name in held.secrets:
            kept = {other: wrapped for other, wrapped in held.secrets.items() if other != name}
            write_json(self._file, SecretsFile(proof=held.proof, secrets=kept))

    def _held(self) -> SecretsFile | None:
        held = read_json(self._file, SecretsFile)
        if held is None and self._file.exists():
            raise Problem(Code.SECRETS_DAMAGED, file=self._file)
        return held

    def _opened(self, held: SecretsFile) -> WrapKey:
        if self._key is None:
            phrase = self._phrase()
            try:
                key = stretched_for(phrase, held.proof)
            except ValueError as error:
                raise Problem(Code.SECRETS_DAMAGED, file=self._file) from error
            if self._unwrapped(key, held.proof, "proof") is None:
                raise Problem(Code.PASSPHRASE_WRONG)
            self._key = key
        return self._key

    def _unwrapped(self, key: WrapKey, wrapped: Wrapped, purpose: str) -> bytes | None:
        try:
            return key.unwrap(wrapped, purpose=purpose)
        except ValueError as error:
            raise Problem(Code.SECRETS_DAMAGED, file=self._file) from error

    def _fresh(self) -> WrapKey:
        if self._key is None:
            self._key = stretched(self._phrase(), cost=self._cost)
        return self._key

    def _phrase(self) -> str:
        phrase = self._ask()
        if not phrase:
            raise Problem(Code.PASSPHRASE_NEEDED)
        return phrase


def open_vault(
    profile: Profile,
    *,
    ask: Ask | None,
    backend: KeyringBackend | None = None,
    allowed: frozenset[str] = ALLOWED,
    cost: Cost | None = None,
) -> Vault:
    """The vault of a profile: what it began with stays; a new one takes the keyring, else a passphrase from `ask`.

    `ask` gives the passphrase (from GRIDPLUS_PASSPHRASE or a person), empty for none. KEYRING_MISSING without either.
    """
    file = profile.folder / SECRETS
    if not file.exists():
        found = usable(backend or keyring.get_keyring(), allowed)
        if found is not None:
            return KeyringVault(found, profile.id)
    if ask is None:
        raise Problem(Code.PASSPHRASE_NEEDED if file.exists() else Code.KEYRING_MISSING)
    return PassphraseVault(file, ask, cost=cost)


def usable(backend: KeyringBackend, allowed: frozenset[str]) -> KeyringBackend | None:
    """The backend if it is one that protects; of a chain the first that does."""
    for candidate in (backend, *getattr(backend, "backends", ())):
        kind = type(candidate)
        if f"{kind.__module__}.{kind.__qualname__}" in allowed:
            found: KeyringBackend = candidate
            return found
    return None
