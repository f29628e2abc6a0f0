"""Attachments at rest: sealed, bound to their name and place, queued until the centre has them."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest

from app.commands.intake import ReportIncident
from app.commands.notes import Attach
from app.domain.problems import Code, Problem
from services.local_store.blobs import LEFT_ALONE
from services.local_store.sealed import CHUNK, seal, unseal
from tests.support.caches import KEY, Pair, order
from tests.support.district import MICRO

PICTURE = bytes(range(256)) * 9000  # a little over two chunks


def sealed_file(pair: Pair, name: str) -> Path:
    return pair.folder / "attachments" / name[:2] / f"{name}.sealed"


def attached(pair: Pair, name: str) -> None:
    pair.cache.do(order(1, ReportIncident(incident="i1", grid=MICRO, title="有照片")))
    attach = Attach(attachment="a1", incident="i1", sha256=name, name="现场.png", media="image/png", size=len(PICTURE))
    pair.cache.do(order(2, attach))


def test_what_is_put_is_got_and_nothing_of_it_lies_in_clear(pair: Pair) -> None:
    name = pair.cache.blobs.put(PICTURE)
    assert name == hashlib.sha256(PICTURE).hexdigest()
    assert pair.cache.blobs.get(name) == PICTURE
    data = sealed_file(pair, name).read_bytes()
    assert PICTURE[:64] not in data
    assert sealed_file(pair, name).stat().st_mode & 0o077 == 0
    pair.reopen()
    assert pair.cache.blobs.get(name) == PICTURE


@pytest.mark.parametrize("data", [b"", b"x", bytes(CHUNK), bytes(CHUNK + 1)], ids=["none", "one", "a chunk", "one more"])
def test_every_length_comes_back(tmp_path: Path, data: bytes) -> None:
    seal(tmp_path / "f", data, key=KEY, name="n")
    assert unseal(tmp_path / "f", key=KEY, name="n") == data


def test_a_file_that_was_touched_counts_as_not_there(tmp_path: Path) -> None:
    file = tmp_path / "f"
    seal(file, PICTURE, key=KEY, name="n")
    whole = file.read_bytes()
    assert unseal(file, key=KEY, name="another") is None
    assert unseal(file, key=bytes(32), name="n") is None
    for changed in (whole[:-1], whole + b"x", whole[: CHUNK + 100], b"", whole[:20] + bytes([whole[20] ^ 1]) + whole[21:]):
        file.write_bytes(changed)
        assert unseal(file, key=KEY, name="n") is None


def test_chunks_cannot_change_places(tmp_path: Path) -> None:
    file = tmp_path / "f"
    seal(file, bytes(CHUNK) + b"x" * CHUNK, key=KEY, name="n")
    whole = file.read_bytes()
    head, size = 20, CHUNK + 16
    file.write_bytes(whole[:head] + whole[head + size :] + whole[head : head + size])
    assert unseal(file, key=KEY, name="n") is None


def test_it_waits_for_the_centre_and_is_sent_once(pair: Pair) -> None:
    name = pair.cache.blobs.put(PICTURE)
    pair.rounds.attachments()
    assert pair.wire.kept == {}, "no record names it yet"
    attached(pair, name)
    pair.reopen()
    pair.sync()
    pair.rounds.attachments()
    assert pair.wire.kept == {name: PICTURE}
    assert pair.cache.blobs.to_send() == ()


def test_one_that_the_centre_will_not_have_is_not_offered_for_ever(pair: Pair) -> None:
    name = pair.cache.blobs.put(PICTURE)
    attached(pair, name)
    pair.cache.blobs.refused(name, Problem(Code.BLOB_TYPE, media="image/png"))
    assert pair.cache.blobs.to_send() == ()
    assert pair.cache.blobs.get(name) == PICTURE


def test_one_that_is_elsewhere_is_fetched_when_somebody_looks(pair: Pair) -> None:
    name = hashlib.sha256(PICTURE).hexdigest()
    attached(pair, name)
    assert pair.cache.blobs.get(name) is None
    pair.rounds.attachments()
    assert pair.cache.blobs.to_fetch() == (name,), "not at the centre yet: asked again later"
    pair.wire.kept[name] = PICTURE
    pair.changes.clear()
    pair.rounds.attachments()
    assert pair.cache.blobs.get(name) == PICTURE
    assert [change.ids("attachment") for change in pair.changes] == [{"a1"}]


def test_the_wrong_bytes_are_not_kept(pair: Pair) -> None:
    name = hashlib.sha256(PICTURE).hexdigest()
    assert pair.cache.blobs.get(name) is None
    pair.cache.blobs.fetched(name, b"something else")
    assert pair.cache.blobs.get(name) is None
    assert pair.cache.blobs.get("../../etc/passwd") is None


def test_bytes_that_no_case_and_no_order_names_any_more_go_after_a_while(pair: Pair) -> None:
    named, underway, nobodys, fresh = (pair.cache.blobs.put(PICTURE[:size]) for size in (100, 101, 102, 103))
    attached(pair, named)
    for name in (named, nobodys):
        pair.cache.blobs.sent(name)
    pair.cache.blobs.sent(fresh)
    long_ago = (pair.clock.now - LEFT_ALONE - timedelta(hours=1)).timestamp()
    for name in (named, underway, nobodys):
        os.utime(sealed_file(pair, name), (long_ago, long_ago))
    os.utime(sealed_file(pair, fresh), (pair.clock.now.timestamp(),) * 2)
    assert pair.cache.blobs.sweep() == 1
    assert [sealed_file(pair, name).exists() for name in (named, underway, nobodys, fresh)] == [True, True, False, True]
