"""Figures as an input method writes them, made plain: the one step before any amount, number or day is read."""

_WIDE = {0xFF01 + n: 0x21 + n for n in range(94)}
_SIGNS = dict.fromkeys("‐‑‒–—―−﹣", "-") | {"　": " ", "￥": "¥", "。": ".", "｡": ".", "﹐": ",", "﹒": "."}
_INVISIBLE = dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff")
_PLAIN = _WIDE | str.maketrans(_SIGNS | _INVISIBLE)


def half_width(text: str) -> str:
    """Full-width digits, letters and signs as those of a keyboard, 。 as a point, every dash as -, nothing invisible.

    Nothing else is replaced: a ² or ① is no figure of an amount.
    """
    return text.translate(_PLAIN)


def figures(text: str) -> str:
    """The same without any blank: a number in groups is one number."""
    return "".join(half_width(text).split())
