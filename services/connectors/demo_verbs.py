"""Verbs of the demo: `demo` makes the district, `demo-stream` reports into it without end."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from typing import Annotated

import typer

from app.contract.reference import load_reference
from app.domain.ids import SHANGHAI
from services.central.office import new_id, open_office
from services.central.verbs.options import AsJson, Data, is_english, show
from services.connectors.demo import SEED, Made, Maker
from services.connectors.demo_clock import StoryClock, open_story_office
from services.connectors.demo_stream import deliveries_without_end
from services.connectors.replay import deliver
from services.connectors.stopping import Stop
from services.connectors.telling import counter

AFTERNOON = time(14, 30)
LONGEST_STORY = timedelta(days=400)
_CHINESE = (
    "演示区已建立：{area_name}（{area}），网格 {grids}，人员 {people}，历史 {history}，在办 {open}，今日办结 {closed_today}"
)
_ENGLISH = (
    "The demo district is made: {area_name} ({area}), {grids} grids, {people} people, {history} past cases, "
    "{open} open, {closed_today} closed today"
)


def demo(
    context: typer.Context,
    data: Data,
    area: Annotated[str, typer.Option(help="主角片区的代码")] = "",
    seed: Annotated[int, typer.Option(help="随机种子")] = SEED,
    weeks: Annotated[int, typer.Option(help="主角片区的历史周数", min=1, max=520)] = 104,
    other_weeks: Annotated[int, typer.Option(help="其他片区的历史周数", min=0, max=520)] = 13,
    today: Annotated[datetime | None, typer.Option(help="把哪一天当作今天", formats=["%Y-%m-%d"])] = None,
    as_json: AsJson = False,
) -> None:
    """建立演示区：真实的区划名称和代码，虚构的片区、人员、边界和事件。"""
    now = datetime.now(UTC)
    if today is not None and today.date() != now.astimezone(SHANGHAI).date():
        now = datetime.combine(today.date(), AFTERNOON, tzinfo=SHANGHAI).astimezone(UTC)
    reference = load_reference()
    clock = StoryClock(now - LONGEST_STORY)
    with open_story_office(data, reference, clock) as office, counter("demo") as progress:
        maker = Maker(office, reference, clock, seed=seed, now=now, progress=progress)
        made = maker.make(area=area, weeks=weeks, other_weeks=other_weeks)
    show(context, made, _lines(made, english=is_english(context)), as_json=as_json)


def _lines(made: Made, *, english: bool) -> list[str]:
    words = _ENGLISH if english else _CHINESE
    facts = {name: getattr(made, name) for name in made.__struct_fields__}
    return [words.format(**facts)] + [f"{p.account}\t{p.name}\t{p.role}\t{p.place}\t{p.person}" for p in made.cast.values()]


def demo_stream(
    data: Data,
    area: Annotated[str, typer.Option(help="片区代码", show_default=False)],
    per_minute: Annotated[float, typer.Option(help="平均每分钟几件", min=0.01)] = 4.0,
) -> None:
    """不停地向一个片区上报新事件，直到收到停止信号。"""
    with open_office(data) as office, closing(Stop()) as stop:
        stream = deliveries_without_end(
            area, load_reference().catalogue, per_minute=per_minute, seed=int(datetime.now(UTC).timestamp()), new_id=new_id
        )
        for _verdict in deliver(office, stream, wait=stop.wait):
            pass


def add_demo_verbs(app: typer.Typer) -> None:
    """Add the verbs to the command line of the centre."""
    app.command("demo")(demo)
    app.command("demo-stream")(demo_stream)
