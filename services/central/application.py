"""The HTTP application, made from a centre."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import anyio
from litestar import Litestar, Router
from litestar.datastructures import State
from litestar.di import Provide
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ASGIApp
from structlog.typing import FilteringBoundLogger

from app.contract.messages import LARGEST_BODY, PROTOCOL
from services.central.admission import Admission
from services.central.answers import Answers
from services.central.centre import Centre
from services.central.rounds import Round, making_rounds
from services.central.routes.access import access_routes
from services.central.routes.callers import caller_of, centre_of
from services.central.routes.commands import command_routes
from services.central.routes.feeds import feed_routes
from services.central.routes.files import UPLOADS, file_routes
from services.central.routes.health import health_routes

ROOM_FOR_ENVELOPE = 4096


def make_application(centre: Centre, *, log: FilteringBoundLogger, rounds: Sequence[Round] = ()) -> ASGIApp:
    """The application with its routes, and the centre's rounds running beside it from start to stop."""

    @asynccontextmanager
    async def living(_app: Litestar) -> AsyncIterator[None]:
        centre.pulse.open()
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(making_rounds((*rounds, _watching(centre)), log))
            yield
            centre.pulse.stop()

    app = Litestar(
        route_handlers=[
            Router(
                "/v1",
                route_handlers=[access_routes(), command_routes(), feed_routes(), file_routes(), health_routes()],
            )
        ],
        dependencies={
            "centre": Provide(centre_of, sync_to_thread=False),
            "caller": Provide(caller_of, sync_to_thread=True),
        },
        exception_handlers=Answers(centre.store.reference, log).handlers(),
        lifespan=[living],
        openapi_config=OpenAPIConfig(
            title="网格+ 城运中心",
            version=f"1.{PROTOCOL}",
            path="/v1/openapi.json",
            render_plugins=[JsonRenderPlugin(path="/")],
            description="The protocol is told in app/contract/PROTOCOL.md.",
        ),
        state=State({"centre": centre, "uploads": asyncio.Semaphore(UPLOADS)}),
        request_max_body_size=LARGEST_BODY + ROOM_FOR_ENVELOPE,
        logging_config=None,
    )
    return Admission(app, reference=centre.store.reference, log=log)


def _watching(centre: Centre) -> Round:
    async def heads() -> dict[str, int]:
        return await anyio.to_thread.run_sync(centre.feeds.heads)

    async def watch() -> None:
        await centre.pulse.look(heads)

    return Round("heads", 0.5, watch)
