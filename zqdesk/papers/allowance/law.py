"""The regulation that the papers of 低保 rest on."""

REGULATION = "《最低生活保障审核确认办法》"


def named(article: str) -> str:
    """An article with its regulation: `第三十二条` alone says nothing to who receives it."""
    return f"{REGULATION}{article}" if article.startswith("第") else article
