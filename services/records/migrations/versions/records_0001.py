"""The tables of the records as they were first published."""

from __future__ import annotations

from alembic import context, op

from services.records.ddl import table

revision = "records_0001"
down_revision = None
branch_labels = ("records",)
depends_on = None

TABLES: dict[str, tuple[str, str]] = {
    "grid": (
        "id:t version:i town:t name:t level:t parent:t area:t path:t grid_kind:t reason:t source_code:t alias:t "
        "households:i residents:i lon:d? lat:d? active:b schematic:b",
        "alias area parent",
    ),
    "outline": (
        "id:t version:i town:t area:t level:t rings:t schematic:b crs:t",
        "area",
    ),
    "organisation": (
        "id:t version:i town:t name:t name_en:t family:t grid:t phone:t",
        "",
    ),
    "calendar": (
        "id:t version:i town:t place:t year:i holidays:t workdays:t frames:t decreed:b edition:i",
        "",
    ),
    "town_terms": (
        "id:t version:i town:t text:t",
        "",
    ),
    "person": (
        "id:t version:i town:t name:t post:t employer:t area:t source:t trade:t seconded:t? phone_masked:t active:b",
        "area",
    ),
    "contact": (
        "id:t version:i town:t area:t of_kind:t of:t name:t phone:t address:t",
        "of",
    ),
    "posting": (
        "id:t version:i town:t area:t grid:t person:t office:t since:i until:i?",
        "area grid",
    ),
    "appointment": (
        "id:t version:i town:t area:t person:t role:t place:t since:i until:i? revoked_at:i?",
        "person",
    ),
    "grant": (
        "id:t version:i town:t area:t grid:t giver:t receiver:t acts:t since:i until:i? revoked_at:i?",
        "area grid",
    ),
    "force": (
        "id:t version:i town:t name:t area:t source:t trade:t size:i members:t employer:t skills:t grid:t lon:d? lat:d? "
        "duty:t duty_confirmed_at:i? busy_with:t seconded:t? phone_masked:t active:b",
        "area",
    ),
    "shift": (
        "id:t version:i town:t area:t name:t starts:i ends:i leader:t forces:t seats:i minimum:i",
        "area,starts",
    ),
    "establishment": (
        "id:t version:i town:t area:t source:t trade:t planned:i",
        "area",
    ),
    "incident": (
        "id:t version:i town:t area:t unit:t micro:t number:t state:t tier:t severity:t source:t nature:t event_class:t "
        "class_given:t title:t detail:t place:t lon:d? lat:d? reporter_masked:t confidential:b occurred_at:i "
        "reported_at:i filed_at:i? dispatched_at:i? closed_at:i? state_since:i timer:t? step_start:i? step_term:t? "
        "step_due:i? overall_terms:t overall_due:i? pauses:t rung:t created_by:t created_seat:t taken_by:t "
        "acknowledged_by:t acknowledged_at:i? holder:t helpers:t handler:t handler_said:t instruction:t promised_at:i? "
        "returned_by:t handled_by:t checked_by:t result:t outcome:t? bounces:i reopenings:i reworks:i waits:i "
        "extensions:i wait_asked:t? extension_asked:t? wait_until:i? evidence:i tiers:t coordinated:b supervision:t? "
        "hung_up:b drill:b public_safety:b merged_into:t merged_at:i? merged_from:t? origin:t source_code:t "
        "source_case:t closed_unknown:b in_time:b? close_pending:b",
        "area,occurred_at area,state,step_due holder number source_case timer,step_due",
    ),
    "entry": (
        "id:t version:i town:t area:t incident:t at:i recorded_at:i by:t by_name:t seat:t verb:t text:t before:t "
        "after:t reason:t handler:t said:t offline:b",
        "incident,at",
    ),
    "attachment": (
        "id:t version:i town:t area:t incident:t sha256:t name:t media:t size:i added_by:t added_at:i",
        "incident sha256",
    ),
    "log_note": (
        "id:t version:i town:t area:t at:i by:t by_name:t seat:t text:t incident:t",
        "area,at",
    ),
    "handover": (
        "id:t version:i town:t area:t seat:t state:t leaver:t leaver_name:t left_at:i comer:t comer_name:t taken_at:i? "
        "items:t unsent:i refusals:i unsent_confirmed:b note:t offline:b",
        "area,seat",
    ),
    "refusal": (
        "id:t version:i town:t area:t verb:t wanted:t author:t author_name:t seat:t incident:t problem:i data:t "
        "occurred_at:i refused_at:i state:t dealt_by:t dealt_at:i? note:t",
        "area,state",
    ),
    "meeting": (
        "id:t version:i town:t area:t week:t stage:t opened_by:t opened_at:i frozen_at:i? frozen_by:t package:t "
        "held_at:i? chair:t chair_name:t agenda:t panels:t attendees:t title:t opinion:t demand:t copy_to:t "
        "drafted_by:t drafted_at:i? checked_by:t checked_name:t checked_at:i? issued_by:t issued_name:t issued_at:i? "
        "digest:t sample:b",
        "area,week stage",
    ),
    "decision": (
        "id:t version:i town:t area:t meeting:t no:i heading:t text:t panel:t by:t at:i",
        "meeting",
    ),
    "action": (
        "id:t version:i town:t area:t meeting:t week:t no:i text:t owner:t co_owners:t due:t incidents:t panel:t "
        "progress:t evidence:t carried:i by:t at:i changed_at:i?",
        "area,progress meeting",
    ),
    "package": (
        "id:t version:i town:t area:t week:t meeting:t cutoff:i model:t digest:t body:t rows:t",
        "area,week",
    ),
}


def upgrade() -> None:
    """Make the tables, each with what the side adds to it."""
    extra = context.config.attributes.get("extra", ())
    for kind, (columns, indexes) in TABLES.items():
        made = table(kind, columns, indexes, extra)
        made.create(op.get_bind())


def downgrade() -> None:
    """There is nothing before."""
    for kind in TABLES:
        op.drop_table(f"r_{kind}")
