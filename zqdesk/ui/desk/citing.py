"""Articles of law by the names people know, where rules and tables keep short marks for them."""

import re

_NAMES = {
    "S1": "《社会救助暂行办法》",
    "S2": "《最低生活保障审核确认办法》",
    "S3": "《特困人员认定办法》",
    "S4": "民发〔2018〕23号",
    "S8": "民发〔2022〕83号",
}
_MARK = re.compile(r"\b(S[12348])\s*(?=第|$)")


def cited(source: str) -> str:
    """`S2 第19条` as 《最低生活保障审核确认办法》第19条; anything else as it is."""
    return _MARK.sub(lambda found: _NAMES[found[1]], source)
