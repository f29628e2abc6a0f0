"""What a paper must not show of residents: numbers that lead to a person, and flats (facts, 10.2).

Staff are named as they are; residents never reach a paper by name. What people type may still hold a telephone number, so every
free text passes here on its way to a page.
"""

from __future__ import annotations

import re

from app.domain.text import mask_phone

_IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?![\dXx])")
_MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d[- ]?\d{4}[- ]?\d{4})(?!\d)")
_LANDLINE = re.compile(r"(?<!\d)0\d{2,3}[- ]\d{7,8}(?!\d)")
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(rf"([{_PROVINCES}][A-Z])[·\s]?([A-Z0-9]{{3,4}})([A-Z0-9]{{2}})(?![A-Z0-9])")
_FLAT = re.compile(r"(?<=[号弄幢栋楼元])\s*[A-Z]?\d{2,4}\s*室")


def masked(text: str) -> str:
    """The text with telephone, identity and plate numbers masked, and addresses cut at the building."""
    text = _IDENTITY.sub(lambda found: found[0][:3] + "*" * 11 + found[0][-4:], text)
    text = _MOBILE.sub(lambda found: mask_phone(found[1]), text)
    text = _LANDLINE.sub(lambda found: mask_phone(found[0]), text)
    text = _PLATE.sub(lambda found: f"{found[1]}{'*' * len(found[2])}{found[3]}", text)
    return _FLAT.sub("", text)
