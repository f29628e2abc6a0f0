"""Whether the centre is well."""

from __future__ import annotations

from litestar import Router, get

from app.contract.messages import Health
from services.central.centre import Centre


@get("/healthz", sync_to_thread=True, summary="Whether the centre can read its database")
def healthz(centre: Centre) -> Health:
    """Reads the database; 503 if that fails."""
    centre.feeds.heads()
    return Health(status="ok", generation=centre.generation)


def health_routes() -> Router:
    """The routes of this module."""
    return Router("/", route_handlers=[healthz], tags=["health"])
