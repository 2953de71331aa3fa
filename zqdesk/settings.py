"""Every setting, declared once: name, type, default, limits, and what it means to the clerk."""

import json
import os
import tomllib
from dataclasses import MISSING, field, fields
from pathlib import Path
from typing import Any

from zqdesk.frozen import frozen

FILE = "settings.toml"


@frozen
class Meaning:
    """What a setting is called and does, and what it may be: whole numbers `low` to `high`, else one line of text."""

    title: str
    text: str
    low: int = 0
    high: int = 0


def _number(default: int, low: int, high: int, title: str, text: str) -> Any:
    return field(default=default, metadata={"meaning": Meaning(title, text, low, high)})


def _text(title: str, text: str) -> Any:
    return field(default="", metadata={"meaning": Meaning(title, text)})


@frozen
class Settings:
    """The settings of one desk. They say how the desk behaves, never anything about a person."""

    idle_lock_minutes: int = _number(10, 1, 120, "空闲锁定（分钟）", "无人操作达到这个时间后自动锁屏。")
    backup_keep_daily: int = _number(14, 1, 365, "保留每日备份（份）", "最近多少天的备份逐日保留。")
    backup_keep_weekly: int = _number(
        8, 0, 520, "保留每周备份（份）", "更早的备份每周留一份，最多保留多少份。"
    )
    scan_folder: str = _text("扫描文件夹", "扫描仪存放图片的文件夹，添加附件时从这里选取；留空则每次询问。")
    backup_folder: str = _text("备份文件夹", "备份存放的位置，最好在另一块磁盘上；留空则放在数据文件夹内。")
    printer: str = _text("打印机", "默认使用的打印机；留空则用系统的默认打印机。")
    font_scale: int = _number(100, 80, 200, "文字大小（%）", "界面文字相对于标准大小的比例。")


@frozen
class Loaded:
    """The settings in force, and one sentence for each entry of the file that could not be used."""

    settings: Settings
    complaints: tuple[str, ...] = ()


def meanings() -> dict[str, Meaning]:
    """Name of each setting and what it means, in the order they are shown."""
    return {each.name: each.metadata["meaning"] for each in fields(Settings)}


def complaint(name: str, value: object) -> str:
    """Why `value` cannot be the setting `name`, as a sentence; empty if it can."""
    meaning = meanings()[name]
    if meaning.high == 0:
        # One printable line: what a file name or a printer can be, and what a TOML string holds unchanged.
        fits = isinstance(value, str) and value.isprintable()
        return "" if fits else f"“{meaning.title}”应为一行文字。"
    fits = type(value) is int and meaning.low <= value <= meaning.high  # not isinstance: True is an int
    return "" if fits else f"“{meaning.title}”应为 {meaning.low} 到 {meaning.high} 的整数。"


def load(path: Path) -> Loaded:
    """Read the settings file. Nothing in it can stop the desk: what is wrong is told and its default taken."""
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))  # Notepad puts a mark before the text
    except FileNotFoundError:
        return Loaded(Settings())
    except (OSError, ValueError, RecursionError):
        return Loaded(Settings(), ("设置文件读不出来，各项设置暂按默认值使用；重新保存设置即可恢复正常。",))
    known = meanings()
    complaints = [f"设置文件里的“{name}”不是本软件的设置，已略过。" for name in written if name not in known]
    values: dict[str, Any] = {}
    for each in fields(Settings):
        if each.name not in written:
            continue
        if wrong := complaint(each.name, written[each.name]):
            default = each.default if each.default not in {MISSING, ""} else "空"
            complaints.append(f"设置文件里的{wrong}现按默认值（{default}）使用。")
        else:
            values[each.name] = written[each.name]
    return Loaded(Settings(**values), tuple(complaints))


def save(path: Path, settings: Settings) -> None:
    """Write the settings so that a power cut leaves the old file or the new one. Refuses values out of limits."""
    values = {each.name: getattr(settings, each.name) for each in fields(settings)}
    for name, value in values.items():
        if wrong := complaint(name, value):
            raise ValueError(wrong)
    known = meanings()
    entries = [
        f"# {known[name].title}：{known[name].text}\n{name} = {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in values.items()
    ]
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_name(path.name + ".new")
    fresh.touch(mode=0o600)
    with fresh.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(entries))
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)
