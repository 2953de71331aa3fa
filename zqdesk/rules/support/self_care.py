"""How far somebody can look after themselves: six abilities, three levels (特困人员认定办法, here S3, art. 20-22)."""

ABILITIES = {
    "eats": "自主吃饭",
    "dresses": "自主穿衣",
    "gets_up": "自主上下床",
    "toilets": "自主如厕",
    "walks": "室内自主行走",
    "bathes": "自主洗澡",
}
"""By the field of an assessment, in the order of the article."""
ABLE, PARTLY, LOST = "able", "partly", "lost"
LEVELS = {ABLE: "具备生活自理能力", PARTLY: "部分丧失生活自理能力", LOST: "完全丧失生活自理能力"}
SHORT = {ABLE: "全自理", PARTLY: "半失能", LOST: "失能"}
CODES = {ABLE: "01", PARTLY: "02", LOST: "03"}
"""The code of the family table (`self_care`)."""
MOST_OF_PARTLY = 3
ARTICLE_LEVELS = "《特困人员认定办法》第二十一条、第二十二条"


def level_of(met: int) -> str:
    """The level by how many of the six abilities are met: all; one to three not; four and more not (S3 art. 22)."""
    unmet = len(ABILITIES) - met
    if not 0 <= unmet <= len(ABILITIES):
        raise ValueError(f"{met} of {len(ABILITIES)}")
    if not unmet:
        return ABLE
    return PARTLY if unmet <= MOST_OF_PARTLY else LOST
