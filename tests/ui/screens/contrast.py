"""The contrast of two colours, as WCAG 2.2 counts it, and the rules of the style sheet in which they stand."""

import re
from dataclasses import dataclass

from PySide6.QtGui import QColor

from zqdesk.paths import shipped

TEXT, SIGN = 4.5, 3.0
"""What text keeps to its ground (1.4.3), and edges, rings and marks to theirs (1.4.11)."""


def luminance(shade: QColor) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (shade.redF(), shade.greenF(), shade.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@dataclass(frozen=True)
class Rule:
    """One selector of the style sheet with what it says; colours by their names in the theme."""

    selector: str
    said: dict[str, str]

    def colour(self, name: str) -> str:
        """The name of the theme's colour, or nothing."""
        found = re.search(r"@(\w+)|\bwhite\b", self.said.get(name, ""))
        return "" if found is None else found[1] or "card"

    def grounds(self) -> tuple[str, ...]:
        """What it stands on where it has no ground of its own."""
        own = self.colour("background")
        if own:
            return (own,)
        if "#bar" in self.selector:
            return ("bar", "bar_hover", "bar_active") if "QPushButton" in self.selector else ("bar",)
        if "#side" in self.selector:
            return ("bar",)
        kind = re.search(r'#banner\[kind="(\w+)"\]', self.selector)
        return (f"{kind[1]}_tint",) if kind else ("card", "page", "head")


def rules() -> list[Rule]:
    sheet = (shipped("resources") / "theme.qss").read_text(encoding="utf-8")
    found = []
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet):
        said = dict(re.findall(r"([\w-]+):\s*([^;]+);", body))
        found += [Rule(each.strip(), said) for each in selectors.split(",")]
    return found
