"""The groups that a sub-centre of the demo can send, by the four sources."""

from __future__ import annotations

from msgspec import Struct

# Post and role of those who serve the whole district.
EXECUTIVES = (
    ("区城运中心主任", "district_ops_centre"),
    ("区城运中心值班员", "district_ops_centre"),
    ("系统管理员", "sysadmin"),
    ("安全管理员", "secadmin"),
    ("审计员", "auditor"),
)


class Squad(Struct, frozen=True, kw_only=True):
    """A kind of group. `named` people are known by name, the size lies between `smallest` and `largest`;
    `likely` is how often an area has it. In `name`, {place} is the home unit's name and {first} the first
    member's.
    """

    name: str
    post: str
    source: str
    trade: str
    named: int
    smallest: int
    largest: int
    skills: tuple[str, ...]
    employer: str = ""
    seconded: bool = False
    likely: float = 1.0


def _own(name: str, skills: str) -> Squad:
    return Squad(
        name=name,
        post="城运队员",
        source="own",
        trade="ops_team",
        named=2,
        smallest=2,
        largest=2,
        skills=tuple(skills.split()),
    )


def _enforcing(
    name: str, post: str, employer: str, size: int, skills: str, *, seconded: bool = False, likely: float = 1.0
) -> Squad:
    return Squad(
        name=name,
        post=post,
        source="enforcement",
        trade="enforcement",
        named=min(size, 2),
        smallest=size,
        largest=size,
        skills=tuple(skills.split()),
        employer=employer,
        seconded=seconded,
        likely=likely,
    )


def _sponsor(
    name: str,
    post: str,
    employer: str,
    sizes: tuple[int, int],
    skills: str,
    *,
    seconded: bool = False,
    likely: float = 1.0,
) -> Squad:
    return Squad(
        name=name,
        post=post,
        source="town_sponsor",
        trade="management",
        named=1,
        smallest=sizes[0],
        largest=sizes[1],
        skills=tuple(skills.split()),
        employer=employer,
        seconded=seconded,
        likely=likely,
    )


def _social(name: str, post: str, sizes: tuple[int, int], skills: str, *, likely: float = 1.0) -> Squad:
    return Squad(
        name=name,
        post=post,
        source="social",
        trade="service",
        named=1,
        smallest=sizes[0],
        largest=sizes[1],
        skills=tuple(skills.split()),
        likely=likely,
    )


SQUADS = (
    _own("城运1组", "cordon persuasion traffic"),
    _own("城运2组", "cordon persuasion first_aid"),
    _enforcing("城管1队", "城管执法队员", "urban_management", 3, "enforcement persuasion cordon"),
    _enforcing("城管2队", "城管执法队员", "urban_management", 3, "enforcement persuasion"),
    _enforcing("派出所勤务", "社区民警", "public_security", 2, "enforcement mediation traffic cordon evacuation"),
    _enforcing("市场监管所", "市场监管员", "market", 2, "enforcement hazardous_goods", seconded=True),
    _enforcing("交警中队", "交警", "traffic_police", 2, "traffic enforcement", likely=0.8),
    _enforcing("消防监督", "消防监督员", "fire", 1, "fire_check firefighting hydrant evacuation", seconded=True, likely=0.9),
    _enforcing("房管执法", "房管所办事员", "housing", 1, "enforcement persuasion", seconded=True, likely=0.6),
    _sponsor("包保组 {first}", "街镇包保干部", "", (1, 1), "persuasion mediation evacuation"),
    _sponsor("包保组 {first}", "街镇包保干部", "", (1, 1), "persuasion mediation"),
    _sponsor("市政养护组", "市政养护员", "construction", (3, 5), "road_repair cable_work high_work cordon", seconded=True),
    _sponsor("绿化养护", "绿化养护员", "greenery", (3, 4), "tree_work haulage high_work"),
    _sponsor("环卫作业班", "环卫作业员", "greenery", (4, 8), "cleaning haulage"),
    _sponsor("水务抢险", "水务站办事员", "water", (2, 4), "drainage hydrant sampling", seconded=True),
    _sponsor("安监办 {first}", "安监员", "emergency", (1, 1), "fire_check hazardous_goods", likely=0.9),
    _sponsor("司法所 {first}", "调解干部", "justice", (1, 1), "mediation", seconded=True, likely=0.7),
    _sponsor("燃气抢修联络", "燃气公司联络员", "utility", (1, 2), "gas cordon", likely=0.8),
    _social("先锋志愿队", "志愿队长", (8, 14), "persuasion cordon evacuation"),
    _social("{place}物业", "物业经理", (2, 4), "cleaning fire_check cordon haulage"),
    _social("平安巡防队", "巡防队长", (6, 10), "cordon traffic firefighting"),
    _social("在职党员", "报到党员联络人", (4, 8), "persuasion mediation"),
    _social("{place}商户会", "商户会长", (2, 5), "persuasion", likely=0.8),
    _social("共建学校", "共建联络人", (2, 4), "traffic evacuation", likely=0.6),
    _social("骑手先锋", "骑手队长", (3, 8), "persuasion cordon", likely=0.6),
)
