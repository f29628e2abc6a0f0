"""Running the centre: everything opened, served, and closed again in reverse order."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from msgspec import Struct

from app.contract.reference import load_reference
from services.central.application import make_application
from services.central.centre import Centre, open_centre
from services.central.freezing import Freezing
from services.central.holding import held
from services.central.logs import open_log
from services.central.office import new_id
from services.central.rounds import Round
from services.central.serving import address_of, listen, serve
from services.central.setup import open_migrated
from services.central.tidying import Tidying
from services.central.timers import Timers


class Serving(Struct, frozen=True):
    """Where a centre listens."""

    url: str
    generation: str


def run_centre(data: Path, *, host: str, port: int, told: Callable[[Serving], None]) -> None:
    """Serve the folder's centre until a signal; `told` hears where it listens.

    Raises DATABASE_MISSING, CENTRE_RUNS where a server runs on the folder already, PORT_IN_USE.
    """
    log = open_log()
    database = open_migrated(data)
    with held(data), closing(open_centre(data, database=database, reference=load_reference(), log=log)) as centre:
        made = listen(host, port)
        told(Serving(address_of(made), centre.generation))
        serve(make_application(centre, log=log, rounds=_rounds(centre)), made, on_stop=centre.pulse.stop)


def _rounds(centre: Centre) -> tuple[Round, ...]:
    node, store = new_id(), centre.store
    return (
        Timers(store, node=node).round(),
        Freezing(store, centre.blobs, node=node).round(),
        Tidying(store, centre.identity.accounts).round(),
        centre.keeping.round(),
    )
