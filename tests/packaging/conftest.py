"""The scripts of `packaging/` are no package: they are found by folder, as when they are run."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from types import ModuleType

import pytest

from tests.support.central import ROOT

FOLDERS = ("packaging/bundle", "packaging/linux")


def load(name: str) -> Iterator[ModuleType]:
    """A script as a module, and nothing left of it after."""
    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        for folder in FOLDERS:
            patch.syspath_prepend(str(ROOT / folder))
        yield import_module(name)
    for gone in set(sys.modules) - before:
        if gone in ("choice", "libraries", "deb"):
            del sys.modules[gone]


@pytest.fixture(name="choice")
def _choice() -> Iterator[ModuleType]:
    yield from load("choice")


@pytest.fixture(name="libraries")
def _libraries() -> Iterator[ModuleType]:
    yield from load("libraries")


@pytest.fixture(name="deb")
def _deb() -> Iterator[ModuleType]:
    yield from load("deb")
