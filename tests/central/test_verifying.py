"""Verifying finds what was tampered with, and copies are what they were copied from, in a new generation."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, update
from sqlalchemy.sql.base import Executable

from app.commands.duty import WriteLog
from app.domain.problems import Code, Problem
from services.central.backup import back_up, put_back
from services.central.centre import generation_of, open_database
from services.central.holding import held
from services.central.office import new_id
from services.central.schema import Schema
from services.central.setup import make_centre
from services.central.status import status_of
from services.central.verifying import Verification
from tests.central.desk import Town
from tests.support.district import AREA


def found(town: Town) -> set[str]:
    return {finding.what for finding in Verification(town.store).run().findings}


def worked(town: Town) -> None:
    desk = town.desk()
    desk.take(desk.report())
    desk.take(desk.report())
    desk.numbered(desk.order(WriteLog(note=new_id(), area=AREA, text="x"), author="nobody"))
    sent = list(desk.sent)
    desk.push(sent)
    desk.series, desk.number = new_id(), 0
    desk.push([desk.numbered(bytes(order.order)) for order in sent])


def test_a_centre_that_worked_is_in_order(town: Town) -> None:
    worked(town)
    verdict = Verification(town.store).run()
    assert (verdict.ok, verdict.findings, verdict.feeds) == (True, [], 3)
    status = status_of(town.store)
    assert verdict.commands == status.commands
    assert verdict.records == sum(status.records.values())


def changed_author(schema: Schema) -> Executable:
    return update(schema.ledger).where(schema.ledger.c.place == 2).values(author="somebody")


def cut_ledger(schema: Schema) -> Executable:
    return delete(schema.ledger).where(schema.ledger.c.place == 1)


def another_end(schema: Schema) -> Executable:
    return update(schema.head).values(link="0")


def skipped_number(schema: Schema) -> Executable:
    return update(schema.series).values(last=schema.series.c.last + 1)


def another_body(schema: Schema) -> Executable:
    return update(schema.state).where(schema.state.c.kind == "person").values(body='{"id":"x","name":"x"}')


def shown_elsewhere(schema: Schema) -> Executable:
    return update(schema.membership).where(schema.membership.c.kind == "person").values(scope="area:elsewhere")


def ahead_of_the_head(schema: Schema) -> Executable:
    return update(schema.membership).where(schema.membership.c.kind == "person").values(seq=10**9)


def lost_rows(schema: Schema) -> Executable:
    return delete(schema.records.table["incident"])


def lost_states(schema: Schema) -> Executable:
    return delete(schema.state).where(schema.state.c.kind == "incident")


@pytest.mark.parametrize(
    ("tamper", "expected"),
    [
        (changed_author, {"chain"}),
        (cut_ledger, {"chain", "ledger size", "series"}),
        (another_end, {"chain end"}),
        (skipped_number, {"series"}),
        (another_body, {"body"}),
        (shown_elsewhere, {"scopes"}),
        (ahead_of_the_head, {"above the head"}),
        (lost_rows, {"row missing", "row count"}),
        (lost_states, {"shown but unknown", "row count"}),
    ],
)
def test_what_is_changed_behind_its_back_is_found(town: Town, tamper: Callable[[Schema], Executable], expected: set[str]) -> None:
    worked(town)
    with town.store.database.writing() as connection:
        connection.execute(tamper(town.store.schema))
    assert found(town) & expected


def test_a_copy_is_whole_and_begins_a_new_generation(tmp_path: Path) -> None:
    data = tmp_path / "central"
    first = make_centre(data)
    database = open_database(data)
    back_up(database, tmp_path / "copy.db")
    with pytest.raises(Problem) as there:
        back_up(database, tmp_path / "copy.db")
    assert there.value.code is Code.OUTPUT_EXISTS
    database.close()
    assert sorted(file.name for file in tmp_path.iterdir()) == ["central", "copy.db"]
    aside = put_back(data, tmp_path / "copy.db")
    assert aside.exists()
    database = open_database(data)
    second = generation_of(database, Schema())
    assert second != first
    assert generation_of(database, Schema()) == second
    database.close()


def test_nothing_is_put_back_under_a_running_server_or_from_another_file(tmp_path: Path) -> None:
    data = tmp_path / "central"
    make_centre(data)
    (tmp_path / "other.db").write_bytes(b"not a database")
    for file, code in (("other.db", Code.FILE_KIND_UNKNOWN), ("none.db", Code.FILE_MISSING)):
        with pytest.raises(Problem) as refused:
            put_back(data, tmp_path / file)
        assert refused.value.code is code
    database = open_database(data)
    back_up(database, tmp_path / "copy.db")
    database.close()
    with held(data), pytest.raises(Problem) as busy:
        put_back(data, tmp_path / "copy.db")
    assert (busy.value.code, busy.value.data) == (Code.CENTRE_RUNS, {"folder": str(data), "pid": str(os.getpid())})
