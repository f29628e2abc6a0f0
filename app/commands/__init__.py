"""Every change that a person, a timer, a connector or an import can make.

`COMMANDS` is the list of all; `Order` is a command on its way, encoded once and then kept, sent and hashed as it is.
"""

from __future__ import annotations

from msgspec import Raw

from app.commands import (
    decisions,
    dispatching,
    duty,
    entering,
    handling,
    intake,
    leading,
    ledger,
    meetings,
    minutes,
    notes,
    rejecting,
    snoozing,
    staffing,
    timers,
    waiting,
)
from app.commands.command import Command, Envelope

COMMANDS: tuple[type[Command], ...] = (
    intake.ReportIncident,
    intake.Submit,
    intake.Take,
    intake.FileCase,
    rejecting.RejectCase,
    rejecting.DecideRejection,
    intake.MergeCase,
    intake.UnmergeCase,
    intake.Withdraw,
    intake.Annul,
    intake.Reclassify,
    dispatching.Dispatch,
    dispatching.DispatchAtOnce,
    dispatching.SelfHandle,
    dispatching.Accept,
    dispatching.ReturnCase,
    dispatching.Arrive,
    waiting.AskWait,
    waiting.DecideWait,
    waiting.Resume,
    waiting.AskExtension,
    waiting.DecideExtension,
    handling.ReportDone,
    handling.SettleOnSpot,
    handling.TakeCheck,
    handling.CloseCase,
    handling.FailCheck,
    handling.Reopen,
    leading.LeadUp,
    leading.LetDown,
    leading.AcknowledgeTier,
    leading.Coordinate,
    leading.Supervise,
    ledger.ReviewLedger,
    notes.AddNote,
    notes.Attach,
    notes.Acknowledge,
    notes.ShowContact,
    snoozing.Snooze,
    timers.RingTimer,
    timers.RingAside,
    entering.EnterGrids,
    entering.EnterOutlines,
    entering.EnterCalendar,
    entering.EnterTerms,
    entering.EnterStaff,
    entering.EnterHistory,
    staffing.PostLeader,
    staffing.Appoint,
    staffing.RevokeAppointment,
    staffing.Delegate,
    staffing.RevokeGrant,
    staffing.SetDuty,
    staffing.Second,
    staffing.EndSecondment,
    staffing.PlanShift,
    staffing.SetEstablishment,
    duty.WriteLog,
    duty.HandOver,
    duty.TakeOver,
    duty.SettleRefusal,
    meetings.OpenMeeting,
    meetings.FreezeMeeting,
    meetings.PinPackage,
    meetings.HoldMeeting,
    decisions.Decide,
    decisions.GiveAction,
    decisions.AdvanceAction,
    minutes.DraftMinutes,
    minutes.CheckMinutes,
    minutes.IssueMinutes,
    meetings.FileMeeting,
    decisions.Renumber,
)

NAMED: dict[str, type[Command]] = {command.__name__: command for command in COMMANDS}


class RawOrder(Envelope, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An order whose command has not been decoded yet."""

    command: Raw


class Order(Envelope, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A command with who, where and when; its bytes never change once it is in an outbox."""

    command: Command
