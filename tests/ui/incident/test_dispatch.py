"""派遣 and 派单: ranked, chosen by the person, refused in words beside what was written."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from app.domain.catalogue import Severity
from app.domain.incident import Incident, State
from tests.pages.duty import DutyDesk
from tests.support.builders import micro
from ui.incident.dispatch.offer import Chosen, needs_reason, shown


def dispatching(desk: DutyDesk, incident: str = "i-1024") -> None:
    desk.open_case(incident)
    desk.does("DispatchAtOnce" if incident in ("i-1031", "i-1026") else "Dispatch")


def case(desk: DutyDesk, incident: str = "i-1024") -> Incident:
    found = desk.stage.cache.get(Incident, incident)
    assert found is not None
    return found


def test_seven_are_suggested_the_cheapest_first_each_with_its_parts(desk: DutyDesk) -> None:
    dispatching(desk)

    rows = desk.dispatch.rows
    assert [row.rank for row in rows] == [1, 2, 3, 4, 5, 6, 7]
    totals = [row.candidate.total for row in rows]
    assert totals == sorted(totals)
    first = rows[0].candidate
    assert first.total == first.travel + first.mismatch + first.load_cost + first.duty_cost


def test_enter_sends_what_the_button_names_and_digits_choose(desk: DutyDesk) -> None:
    dispatching(desk)
    third, second = desk.dispatch.rows[2].id, desk.dispatch.rows[1].id

    desk.hands.press("3", "2")
    assert desk.dispatch.dialog.submit_button.text() == "派遣 2 支力量"
    desk.hands.press("Return")

    assert case(desk).holder == third
    assert case(desk).helpers == (second,)
    assert not desk.form.is_open
    assert any("已派给" in notice for notice in desk.notices)


def test_the_other_force_can_take_the_lead(desk: DutyDesk) -> None:
    dispatching(desk)
    first, second = desk.dispatch.rows[0].id, desk.dispatch.rows[1].id
    desk.hands.press("1", "2", "Ctrl+M")

    desk.hands.press("Return")

    assert case(desk).holder == second
    assert case(desk).helpers == (first,)


def test_outside_the_first_three_a_sentence_is_asked_for(desk: DutyDesk) -> None:
    dispatching(desk)
    desk.hands.press("5")
    assert desk.dispatch.ranking.reason_asked

    desk.hands.press("Return")
    assert "4007" in desk.dispatch.problem
    assert case(desk).state is State.FILED

    desk.stage.act(lambda: desk.dispatch.ranking._reason.setEditText("熟悉现场"))
    desk.form.submit()
    assert case(desk).state is State.DISPATCHED


def test_a_force_off_duty_is_listed_apart_and_sent_only_with_a_reason(desk: DutyDesk) -> None:
    dispatching(desk)
    assert "消防监督" not in desk.dispatch.names

    desk.stage.act(desk.dispatch.ranking._wholes["all"].click)
    desk.dispatch.tick("消防监督")
    desk.form.submit()
    assert "4007" in desk.dispatch.problem
    desk.stage.act(lambda: desk.dispatch.ranking._reason.setEditText("已电话召回"))
    desk.form.submit()

    assert case(desk).holder == "f-fire"


def test_a_force_that_returned_the_case_cannot_be_sent_again_and_the_dialog_stays(desk: DutyDesk) -> None:
    dispatching(desk, "i-1012")
    desk.stage.act(desk.dispatch.ranking._wholes["all"].click)
    desk.dispatch.tick("城管2队")
    desk.stage.act(lambda: desk.dispatch.ranking._reason.setEditText("再派一次"))

    desk.form.submit()

    assert "城管2队" in desk.dispatch.problem
    assert "2009" in desk.dispatch.problem
    assert desk.form.is_open


def test_names_skills_and_initials_find_a_force(desk: DutyDesk) -> None:
    dispatching(desk)
    search = desk.dispatch.ranking._filter

    for query, name in (("szyh", "市政养护组"), ("登高", "市政养护组"), ("平安", "平安巡防队")):
        desk.stage.act(partial(search.setText, query))
        assert name in desk.dispatch.names, query


def test_in_one_form_a_report_is_taken_filed_and_dispatched(desk: DutyDesk) -> None:
    dispatching(desk, "i-1031")

    desk.hands.press("Return")

    found = case(desk, "i-1031")
    assert found.state is State.DISPATCHED
    assert found.severity is Severity.CRITICAL
    assert found.micro == micro("劳动街 03")
    assert found.number.startswith("NX3-")
    assert [what.split()[0] for what in desk.detail.path][:3] == ["派遣", "立案", "受理核实"]


def test_a_wrong_class_is_said_beside_the_field_and_the_text_is_kept(desk: DutyDesk) -> None:
    dispatching(desk, "i-1031")
    desk.form.fill(event_class="没有这一类")
    desk.stage.act(lambda: desk.dispatch.ranking._demands._instruction.setPlainText("先关阀"))

    desk.form.submit()

    assert "2023" in desk.form.beside("event_class")
    assert desk.form.text("event_class") == "没有这一类"
    assert desk.dispatch.ranking._demands.instruction == "先关阀"
    assert case(desk, "i-1031").state is State.REPORTED


def test_a_case_sent_by_somebody_else_meanwhile_is_not_sent_twice(desk: DutyDesk) -> None:
    dispatching(desk)
    moved = replace(case(desk), state=State.DISPATCHED, holder="f-police")
    desk.stage.act(lambda: desk.stage.central.hear(moved))

    desk.hands.press("Return")

    assert "2002" in desk.dispatch.problem
    assert case(desk).holder == "f-police"


def test_what_is_ticked_stays_in_the_list_whatever_is_looked_for(desk: DutyDesk) -> None:
    dispatching(desk)
    choices = desk.dispatch.rows
    ticked = Chosen((choices[0].id,))

    assert needs_reason(choices, Chosen((choices[3].id,)))
    assert not needs_reason(choices, ticked)
    desk.hands.press("1")
    found = shown(desk.dispatch.rows, "zzz", whole="best")
    assert [choice.id for choice in found] == [choices[0].id]
