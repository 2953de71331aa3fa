"""How the desk stands with the district, in words: one line on top of every window, whole sentences on the page."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from zqdesk.frozen import frozen
from zqdesk.ui.desk import keeping

if TYPE_CHECKING:
    from zqdesk.sync.overview import Overview

STANDINGS = {
    "retired": ("本机已停用", "区里已停用这台电脑：没有上报的会继续上报，不能再办理，已有的可以查看。"),
    "lost": ("本机已挂失", "区里已挂失这台电脑，不再收它的上报，本机的密钥随即销毁。请联系区里。"),
    "cloned": ("编号重复", "有另一台电脑在用同一个编号上报（可能复制过数据文件夹）。请联系区里。"),
}
TROUBLES = {
    "newer": (
        "请更新程序",
        "别的窗口已用上新版程序，本机看不懂它们办的事；更新本机程序以后接着接收，上报不受影响。",
    ),
    "behind": (
        "等区里更新",
        "本机的程序比区里的服务器新：新办的先留在本机，区里更新以后自动上报；别的照常收发。",
    ),
    "differs": ("与区里对不上", "本机的数据与区里核对不上，已停止接收，没有强行改动。请告诉管理员联系区里。"),
}
LONG_DAYS = 3
"""After so many days an answer that has not come although there was an exchange does not come by itself."""
CALL_SOMEBODY = ("line.certificate", "line.unknown", "line.address")


@frozen
class Said:
    """`parts`: the most pressing first; `kind` of chip; `short` where the window is narrow."""

    parts: tuple[str, ...]
    kind: str
    short: str


def said(found: "Overview", fault: Exception | None, since: datetime | None, today: date) -> Said:
    """What the sign on top says."""
    parts = [*_wrong(found, fault), *_going(found, fault, since, today)]
    if not parts:
        parts = [_quiet(found)]
    kind = parts[0][1]
    if found.clock_is_off:
        parts.append((clock_words(found.ahead_seconds), "warn", ""))
        kind = "warn" if kind in ("good", "plain") else kind
    return Said(tuple(each[0] for each in parts), kind, parts[0][2])


def _wrong(found: "Overview", fault: Exception | None) -> list[tuple[str, str, str]]:
    """What does not go away by itself."""
    parts = []
    if found.standing in STANDINGS:
        parts.append((STANDINGS[found.standing][0], "bad", "停用"))
    if found.trouble in TROUBLES:
        parts.append((TROUBLES[found.trouble][0], "bad", "对不上"))
    if str(fault) in CALL_SOMEBODY:
        parts.append(("区里服务器不对", "bad", "不对"))
    if found.open:
        parts.append((f"需要处理 {found.open} 件", "warn", f"处理 {found.open}"))
    return parts


def _going(
    found: "Overview", fault: Exception | None, since: datetime | None, today: date
) -> list[tuple[str, str, str]]:
    parts = []
    if since is not None and str(fault) not in CALL_SOMEBODY:
        parts.append((f"离线自{keeping.when(found.exchanged_at or since, today)}", "warn", "离线"))
    if found.waiting:
        parts.append((f"{found.waiting} 件待上报", "plain", f"待报 {found.waiting}"))
    return parts


def _quiet(found: "Overview") -> tuple[str, str, str]:
    if found.exchanged_at is None:
        return "还没有与区里交换", "plain", "待交换"
    if found.phase:
        return "正在与区里核对", "plain", "核对中"
    return "已与区里一致", "good", "一致"


def waiting_words(found: "Overview", today: date) -> list[str]:
    """What waits for the district's answer: whose, since when, and what is to be done where exchanging has not helped."""
    if found.oldest is None:
        return []
    who, at = found.oldest
    lines = [f"本机还有 {found.waiting} 件没有得到区里的答复，都保存在本机。"] if found.waiting else []
    if found.brought:
        lines.append(
            f"区里的服务器恢复过：别的电脑办的 {found.brought} 件也由本机补报，正等区里收下，不用重新办理。"
        )
    lines.append(f"等得最久的一件是{who}{keeping.when(at, today)}办的。")
    if found.exchanged_at is not None and (found.exchanged_at - at).days >= LONG_DAYS and not found.trouble:
        lines.append(
            f"交换过却等了 {(found.exchanged_at - at).days} 天，不会自己好：请管理员把这一页给区里看。"
        )
    return lines


def clock_words(ahead: int) -> str:
    """By how much the clock of this PC is wrong."""
    minutes = round(abs(ahead) / 60)
    hours, days = round(minutes / 60), round(minutes / 1440)
    much = f"{minutes} 分钟" if minutes < 120 else f"{hours} 小时" if hours < 48 else f"{days} 天"
    return f"本机时间{'快' if ahead > 0 else '慢'} {much}"
