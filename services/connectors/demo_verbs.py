"""Verbs of the demo: `demo` makes the district, `demo-stream` reports into it without end."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, time
from typing import Annotated

import typer

from app.contract.reference import load_reference
from app.domain.ids import SHANGHAI
from services.central.office import new_id, open_office
from services.central.verbs.options import AsJson, Data, show
from services.connectors.demo import Maker
from services.connectors.demo_stream import deliveries_without_end
from services.connectors.replay import deliver
from services.connectors.stopping import Stop
from services.connectors.telling import counter

SEED = 310114
AFTERNOON = time(14, 30)


def demo(
    data: Data,
    area: Annotated[str, typer.Option(help="主角片区的代码")] = "",
    seed: Annotated[int, typer.Option(help="随机种子")] = SEED,
    weeks: Annotated[int, typer.Option(help="主角片区的历史周数", min=1, max=520)] = 104,
    other_weeks: Annotated[int, typer.Option(help="其他片区的历史周数", min=1, max=520)] = 13,
    today: Annotated[datetime | None, typer.Option(help="把哪一天当作今天", formats=["%Y-%m-%d"])] = None,
    as_json: AsJson = False,
) -> None:
    """建立演示区：真实的区划名称和代码，虚构的片区、人员、边界和事件。"""
    now = datetime.now(UTC)
    if today is not None and today.date() != now.astimezone(SHANGHAI).date():
        now = datetime.combine(today.date(), AFTERNOON, tzinfo=SHANGHAI).astimezone(UTC)
    with open_office(data) as office, counter("demo") as progress:
        maker = Maker(office, load_reference(), seed=seed, now=now, progress=lambda _what, done, total: progress(done, total))
        made = maker.make(area=area, weeks=weeks, other_weeks=other_weeks)
    lines = [f"演示区已建立：{made.area_name}（{made.area}），网格 {made.grids}，历史 {made.history}，在办 {made.open}"]
    lines += [f"{player.account}\t{player.name}\t{player.role}\t{player.person}" for player in made.cast.values()]
    show(made, lines, as_json=as_json)


def demo_stream(
    data: Data,
    area: Annotated[str, typer.Option(help="片区代码", show_default=False)],
    per_minute: Annotated[float, typer.Option(help="平均每分钟几件", min=0.01)] = 4.0,
) -> None:
    """不停地向一个片区上报新事件，直到收到停止信号。"""
    with open_office(data) as office, closing(Stop()) as stop:
        stream = deliveries_without_end(area, per_minute=per_minute, seed=int(datetime.now(UTC).timestamp()), mark=new_id()[-12:])
        for _verdict in deliver(office, stream, wait=stop.wait):
            pass


def add_demo_verbs(app: typer.Typer) -> None:
    """Add the verbs to the command line of the centre."""
    app.command("demo")(demo)
    app.command("demo-stream")(demo_stream)
