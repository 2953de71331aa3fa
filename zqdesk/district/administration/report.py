"""What `status` says, line by line, to the administrator of the district."""

from collections.abc import Iterator, Sequence

from zqdesk.district.administration.backups import Checked
from zqdesk.district.administration.status import DeskRow, Status, TownRow

CLOCK_SECONDS = 180
"""A desk's clock that differs by more is named."""
STANDING = {"active": "在用", "retired": "已停用", "lost": "已挂失", "cloned": "密钥在两台机器上，须重新登记"}


def lines(status: Status, backup: Checked | None, readable: Sequence[str]) -> Iterator[str]:
    """The whole report; the desks heard of longest ago stand first in their town."""
    yield f"数据库世代 {status.generation}，始于 {status.began_at}"
    yield f"最近核对过的备份：{backup.at}，{backup.entries} 条办理" if backup else "还没有核对过的备份。"
    if readable:
        yield f"注意：密钥文件别的用户也能读：{'、'.join(readable)}"
    if not status.towns:
        yield "还没有登记镇街。"
    for town in status.towns:
        yield from _town(town)


def _town(town: TownRow) -> Iterator[str]:
    yield ""
    said = [f"{town.position} 条办理", f"冲突待定 {town.open_conflicts}", f"被拒 {town.refused}"]
    if town.invitations:
        said.append(f"未用的邀请码 {town.invitations}")
    if town.unannounced:
        said.append(f"没取走的公布 {town.unannounced}")
    yield f"{town.name}（{town.id}）：{'，'.join(said)}"
    for desk in sorted(town.desks, key=lambda each: each.seen_at):
        yield f"  {desk.digit} 号 {desk.name or '未起名'}　{STANDING[desk.standing]}　{'，'.join(_desk(desk))}"
        yield f"      编号 {desk.id}"


def _desk(desk: DeskRow) -> Iterator[str]:
    yield f"最近交换 {desk.seen_at}" if desk.seen_at else "还没有交换过"
    yield f"已收 {desk.acts} 条"
    if desk.waiting:
        yield f"还有 {desk.waiting} 条没送来"
    if desk.unread:
        yield f"还有 {desk.unread} 条未取走"
    if desk.held_back:
        yield f"挂失后送来、待人处理 {desk.held_back} 条"
    if desk.ahead_seconds is not None and abs(desk.ahead_seconds) > CLOCK_SECONDS:
        yield f"时钟{'快' if desk.ahead_seconds > 0 else '慢'} {abs(desk.ahead_seconds) // 60} 分钟"
    if desk.program:
        yield f"版本 {desk.program}/{desk.schema}"
