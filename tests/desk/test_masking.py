"""No number that leads to a resident reaches a page."""

from __future__ import annotations

import pytest

from app.desk.masking import masked


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("联系人13812348000。", "联系人138****8000。"),
        ("电话 +86 138-1234-8000 即可", "电话 138****8000 即可"),
        ("两部手机13812348000、15900001234", "两部手机138****8000、159****1234"),
        ("值班电话021-59998888", "值班电话021****8888"),
        ("身份证310114199001011234", "身份证310***********1234"),
        ("车牌沪A12345占道", "车牌沪A***45占道"),
        ("惠平路388弄7号602室反映", "惠平路388弄7号反映"),
        ("11号楼1203室", "11号楼"),
    ],
)
def test_private_numbers_are_masked(typed: str, printed: str) -> None:
    assert masked(typed) == printed


@pytest.mark.parametrize(
    "typed",
    [
        "惠平路388弄7号5楼消防门",
        "事件NX3-20261118-1024等31件",
        "本周受理13812件",
        "2026年11月18日",
        "第46周92件，占41.3%",
        "张磊",
    ],
)
def test_what_is_no_private_number_stays(typed: str) -> None:
    assert masked(typed) == typed
