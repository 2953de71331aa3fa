"""The regulation that the papers of 特困 rest on."""

REGULATION = "《特困人员认定办法》"
MATTER_NAME = "特困人员救助供养"


def named(article: str) -> str:
    """An article with its regulation: `第十八条` alone says nothing to who receives it."""
    return f"{REGULATION}{article}" if article.startswith("第") else article
