"""A dated value in the words a clerk reads, and back: yuan, yes or no, a choice, a fraction, a list of codes."""

import re

from zqdesk.office.hall.parameters import ParameterLine
from zqdesk.rules.digits import figures
from zqdesk.rules.parameters import Content
from zqdesk.rules.problem import Problem, Refused
from zqdesk.ui.widgets.tables.rows import yuan

MONEY = re.compile(r"分(?=$|/)")


def is_money(line: ParameterLine) -> bool:
    return MONEY.match(line.unit) is not None


def choices(line: ParameterLine) -> dict[str, str]:
    """Code and words of a choice, as its title explains it: 低保金计算方式（gap 补差，tiers 分档）."""
    if "|" not in line.unit:
        return {}
    return dict(re.findall(r"([a-z_]+) ([^，）]+)", line.title))


def name(line: ParameterLine) -> str:
    """The title without the codes of its choices."""
    return line.title.partition("（")[0] if choices(line) else line.title or line.key


def unit(line: ParameterLine) -> str:
    options = choices(line)
    return "、".join(options.values()) if options else MONEY.sub("元", line.unit, count=1)


def editable(line: ParameterLine) -> bool:
    """Tables of tiers and lists of codes come with the program; single values and fractions are typed."""
    return not isinstance(line.value, dict | list) or is_fraction(line)


def is_fraction(line: ParameterLine) -> bool:
    return line.unit.startswith("分数")


def shown(line: ParameterLine) -> str:
    """The value as lists show it."""
    value = line.value
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, int):
        return yuan(value) if is_money(line) else f"{value:,}"
    if isinstance(value, list):
        return f"{value[0]}/{value[1]}" if is_fraction(line) else f"{len(value)} 项"
    return choices(line).get(str(value), str(value))


def whole(line: ParameterLine) -> str:
    """The value in full, for the tip: every tier of a table, every code of a list."""
    if not isinstance(line.value, list) or is_fraction(line):
        return shown(line)
    return "\n".join(_tier(each) if isinstance(each, dict) else str(each) for each in line.value)


def understood(text: str, model: ParameterLine) -> Content:
    """What was typed, as a value of the same kind as before. Refused where it is none (`parameter.kind`)."""
    cleaned = figures(text).replace(",", "")
    if isinstance(model.value, bool):
        if cleaned in {"是", "否"}:
            return cleaned == "是"
        raise _wrong("请填“是”或“否”。")
    if isinstance(model.value, int):
        return _number(cleaned, money=is_money(model))
    if is_fraction(model):
        parts = re.fullmatch(r"(\d+)/([1-9]\d*)", cleaned)
        if parts is None:
            raise _wrong("请按 2/3 的样子填写。")
        return [int(parts[1]), int(parts[2])]
    options = {words: code for code, words in choices(model).items()}
    if options and cleaned not in options:
        raise _wrong(f"请填：{'、'.join(options)}。")
    return options.get(cleaned, text.strip())


def _number(cleaned: str, *, money: bool) -> int:
    found = re.fullmatch(r"(\d+)(?:\.(\d{1,2}))?" if money else r"(\d+)()", cleaned)
    if found is None:
        raise _wrong("请填金额，以元为单位，最多两位小数。" if money else "请填整数。")
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if money else int(found[1])


def _tier(tier: dict[str, int | str]) -> str:
    below = f"人均月收入低于 {yuan(int(tier['below_fen']))} 元" if "below_fen" in tier else "其余"
    return f"{tier.get('title', '')}：{below}，每人每月 {yuan(int(tier['amount_fen']))} 元"


def _wrong(text: str) -> Refused:
    return Refused(Problem("parameter.kind", text, "value"))
