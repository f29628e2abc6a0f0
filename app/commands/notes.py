"""What always merges: notes, attachments, acknowledgements, a look at a telephone number."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta
from msgspec.structs import replace

from app.commands.command import Command, Id, Line, Passage
from app.domain import text
from app.domain.act import Act
from app.domain.incident import Attachment, Incident, Verb
from app.domain.machine import place_of, told, written_to
from app.domain.people import Contact, Role
from app.domain.permissions import CASE_READERS, CONTACT_READERS, require
from app.domain.problems import Code, Problem
from app.domain.record import Effect, Put
from app.domain.world import World, required

LARGEST_ATTACHMENT = 20 * 1024 * 1024
MEDIA = frozenset(
    {"image/jpeg", "image/png", "image/webp", "application/pdf", "text/plain", "audio/mpeg", "audio/wav", "video/mp4"}
)
_SHA256 = re.compile(r"^[0-9a-f]{64}$")

Size = Annotated[int, Meta(ge=0, le=2**40)]


class AddNote(Command, frozen=True):
    """A note in the time line of a case; notes never conflict."""

    incident: Id
    text: Passage

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """One more line."""
        case = required(world, Incident, self.incident)
        require(act, world, CASE_READERS, place_of(case))
        return (told(case, act, Verb.NOTED, text=text.passage(self.text, field="text", needed=True)),)


class Attach(Command, frozen=True):
    """A file is added to a case; its bytes travel apart, named by their SHA-256."""

    attachment: Id
    incident: Id
    sha256: Line
    name: Line
    media: Line
    size: Size

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The attachment's record and one more piece of evidence on the case."""
        case = required(world, Incident, self.incident)
        require(act, world, CASE_READERS, place_of(case))
        written_to(case, Verb.ATTACHED)
        if not _SHA256.match(self.sha256):
            raise Problem(Code.BLOB_UNKNOWN, sha256=self.sha256)
        if self.size > LARGEST_ATTACHMENT:
            raise Problem(Code.BLOB_TOO_LARGE, size=self.size, limit=LARGEST_ATTACHMENT)
        if self.media not in MEDIA:
            raise Problem(Code.BLOB_TYPE, media=self.media)
        kept = world.get(Attachment, self.attachment)
        if kept is not None:
            return self._again(kept)
        name = text.line(self.name, field="name", limit=200)
        held = world.find(Attachment, incident=self.incident)
        case = replace(case, evidence=len({a.id for a in held} | {self.attachment}))
        record = Attachment(
            id=self.attachment,
            town=case.town,
            area=case.area,
            incident=case.id,
            sha256=self.sha256,
            name=name,
            media=self.media,
            size=self.size,
            added_by=act.person,
            added_at=act.at,
        )
        return Put(record), Put(case), told(case, act, Verb.ATTACHED, text=name)

    def _again(self, kept: Attachment) -> tuple[Effect, ...]:
        """The same material once more changes nothing; other bytes, or another case, do not take the place of evidence."""
        if kept.incident != self.incident:
            raise Problem(Code.RECORD_EXISTS, number=self.attachment)  # of another case not even the name is told
        if kept.sha256 != self.sha256:
            raise Problem(Code.EVIDENCE_EXISTS, name=kept.name)
        return ()


ACKNOWLEDGERS = frozenset({Role.DUTY, Role.UNIT_CHIEF, Role.AREA_DEPUTY, Role.AREA_CHIEF})


class Acknowledge(Command, frozen=True):
    """Somebody has seen the new case; this is not handling it, and the first one stands."""

    incident: Id

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """The case acknowledged, once."""
        case = required(world, Incident, self.incident)
        require(act, world, ACKNOWLEDGERS, place_of(case))
        if case.acknowledged_by:
            return ()
        case = replace(case, acknowledged_by=act.person, acknowledged_at=act.at)
        return Put(case), told(case, act, Verb.ACKNOWLEDGED)


class ShowContact(Command, frozen=True):
    """A telephone number or name was shown in clear, with the reason; the look itself stays on record."""

    contact: Id
    reason: Line

    def decide(self, act: Act, world: World) -> tuple[Effect, ...]:
        """A line in the case's time line, or nothing more than the ledger for a member of staff."""
        contact = required(world, Contact, self.contact)
        case = world.get(Incident, contact.of) if contact.of_kind == Incident.kind else None
        require(act, world, CONTACT_READERS, place_of(case) if case else contact.area)
        reason = text.line(self.reason, field="reason")
        if case is None:
            return ()
        return (told(case, act, Verb.CONTACT_SHOWN, reason=reason),)
