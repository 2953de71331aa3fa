"""The district's command line: set up, serve, towns and desks, status, backups, letters on a stick.

Ends with 0 if all is well, 2 for a wrong command or a refusal, 3 for a known fault of the machine, 4 for a bug of ours.
"""

import argparse
import getpass
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from zqdesk import log
from zqdesk.district import configuration, enrolment, keys
from zqdesk.district.configuration import Configuration
from zqdesk.district.enrolment import Order
from zqdesk.district.exchange.entering import TownLog
from zqdesk.district.records import database
from zqdesk.records.faults import Known
from zqdesk.rules.money import format_yuan, parse_yuan
from zqdesk.rules.problem import Refused
from zqdesk.sync.enrolment import invitation_text

OK, USAGE, FAULT, BUG = 0, 2, 3, 4
TRIAL_DISTRICT, TRIAL_TOWN, TRIAL_NAME = "370114", "370114999", "试用镇街"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    asked = _parser().parse_args(arguments)
    signal.signal(signal.SIGTERM, _stop)  # uvicorn hands it on once the last letter is answered
    try:
        return _COMMANDS[asked.command](configuration.load(), asked)
    except Refused as refused:
        for problem in refused.problems:
            print(problem.text, file=sys.stderr)
        return USAGE
    except Known as known:
        _say(known)
        return FAULT
    except OperationalError:
        _say(_NO_DATABASE)
        return FAULT
    except KeyboardInterrupt:
        return OK
    except Exception as error:  # noqa: BLE001 - the last resort: say it honestly, without what records hold
        print("程序出错了，这是我们的问题。请把下面的内容发给维护人员：", file=sys.stderr)
        print(log.places(error), file=sys.stderr)
        return BUG


def _stop(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt


_NO_DATABASE = Known(
    "database.unreachable",
    "连不上数据库。",
    "数据没有改动。",
    "请确认 PostgreSQL（或 zqdesk-district try）正在运行，地址和口令没有变。",
)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="zqdesk-district", description="区级服务器：各镇街工作台与它交换数据"
    )
    commands = parser.add_subparsers(dest="command", metavar="命令", required=True)
    commands.add_parser("try", help="在这台电脑上试用：自带数据库，登记一个虚构镇街，给出邀请码，开始服务")
    set_up = commands.add_parser(
        "set-up", help="建立或升级数据库、角色和密钥（需要 ZQDESK_DISTRICT_DATABASE）"
    )
    set_up.add_argument("--district", required=True, help="区县代码，如 370114")
    commands.add_parser("serve", help="开始服务")
    commands.add_parser("status", help="各工作台最近一次交换、时钟、冲突、版本，最近一次核对过的备份")
    town = commands.add_parser("town", help="镇街").add_subparsers(dest="verb", metavar="动作", required=True)
    add = town.add_parser("add", help="登记一个镇街")
    add.add_argument("town", help="镇街代码")
    add.add_argument("name", help="镇街名称")
    desk = commands.add_parser("desk", help="工作台").add_subparsers(
        dest="verb", metavar="动作", required=True
    )
    enrol = desk.add_parser("enrol", help="给一台电脑开邀请码，一次有效")
    enrol.add_argument("town", help="镇街代码")
    enrol.add_argument("--name", default="", help="这台电脑叫什么，如 1号窗口")
    for verb, text in (
        ("retire", "停用：电脑换了，把剩下的送来，然后锁住"),
        ("lost", "挂失：丢了或被盗，立即不再往来"),
    ):
        off = desk.add_parser(verb, help=text)
        off.add_argument("desk", help="工作台编号，见 status")
        off.add_argument("--reason", required=True, help="原因")
    _add_what_goes_down(commands)
    backup = commands.add_parser("backup", help="备份数据库，并恢复到临时数据库核对")
    backup.add_argument("folder", type=Path, help="存放备份的文件夹")
    restore = commands.add_parser("restore", help="把备份恢复到空数据库，各工作台会把备份以后的补送回来")
    restore.add_argument("file", type=Path)
    commands.add_parser("new-generation", help="用别的办法恢复或切换过数据库以后，告诉各工作台重新核对")
    bundle = commands.add_parser("bundle", help="不通网络的工作台：收它带来的文件，给它带回的文件")
    bundle.add_argument("file", type=Path, help="工作台带来的文件")
    bundle.add_argument("--out", type=Path, required=True, help="让它带回的文件")
    return parser


def _add_what_goes_down(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    by = argparse.ArgumentParser(add_help=False)
    by.add_argument("--by", default="", help="经办人姓名，写在办理里；不写的用登录名")
    publish = commands.add_parser(
        "publish", parents=[by], help="公布标准、时限、权限、放假安排、区划：各镇街下次交换时收到"
    )
    publish.add_argument("file", type=Path, help="TOML 文件，写法见 docs/district.md")
    publish.add_argument("--correct", action="store_true", help="更正已公布过的内容")
    allocate = commands.add_parser(
        "allocate", parents=[by], help="给一个镇街下达备用金拨款，由它的出纳登记到账"
    )
    allocate.add_argument("town", help="镇街代码")
    allocate.add_argument("amount", help="金额（元），如 50000 或 50,000.00")
    allocate.add_argument("--notice", required=True, help="拨款通知文号")
    allocate.add_argument("--on", type=date.fromisoformat, required=True, help="通知日期，如 2026-11-20")
    allocate.add_argument("--batch", default="", help="批次")
    allocate.add_argument("--note", default="", help="说明")
    answer = commands.add_parser("answer", parents=[by], help="批复一个镇街报送的核销批次")
    answer.add_argument("town", help="镇街代码")
    answer.add_argument("batch", help="批次号，如 370114001-2026-HX-0001")
    answer.add_argument("--document", required=True, help="批复文号")
    answer.add_argument("--on", type=date.fromisoformat, required=True, help="批复日期")
    answer.add_argument(
        "--return", dest="returned", action="append", default=[], metavar="领款单号=原因", help="退回的一笔"
    )


def _now() -> datetime:
    return datetime.now(UTC)


def _say(known: Known) -> None:
    for sentence in (known.happened, known.safe, known.todo, known.detail):
        if sentence:
            print(sentence, file=sys.stderr)


def _order(reason: str = "", by: str = "") -> Order:
    return Order(by=by.strip() or getpass.getuser(), at=_now(), reason=reason)


@contextmanager
def _console(settings: Configuration) -> Iterator[Connection]:
    _must_be_set_up(settings)
    engine = database.engine(database.access(settings.data).console)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def _must_be_set_up(settings: Configuration) -> None:
    if not keys.exist(settings.data) or not (settings.data / database.FILE).exists():
        raise Known(
            "district.not_set_up",
            "这里还没有建立区级服务器。",
            "数据没有改动。",
            "请先运行 zqdesk-district set-up，或用 zqdesk-district try 试用。",
            str(settings.data),
        )


def _owner(settings: Configuration) -> str:
    if settings.database:
        return settings.database
    raise Known(
        "configuration.database",
        "没有给出数据库所有者的地址。",
        "数据没有改动。",
        "请设置 ZQDESK_DISTRICT_DATABASE，如 postgresql://用户:口令@主机/数据库。",
    )


def _set_up(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import setting_up

    identity = setting_up.set_up(
        settings.data, _owner(settings), asked.district, settings.told_address, _now()
    )
    print(f"已就绪。证书指纹（SHA-256）：{identity.fingerprint().hex()}")
    return OK


def _serve(settings: Configuration, _asked: argparse.Namespace) -> int:
    from zqdesk.district.door import serving

    _must_be_set_up(settings)
    serving.serve(settings, _now)
    return OK


def _try(settings: Configuration, _asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import setting_up, status
    from zqdesk.district.door import serving

    with serving.own_postgres(settings) as owner:
        setting_up.set_up(settings.data, owner, TRIAL_DISTRICT, settings.told_address, _now())
        with _console(settings) as connection:
            known = status.status(connection, _now())
            if not known.towns:
                enrolment.add_town(connection, TRIAL_TOWN, TRIAL_NAME, _order())
            town = known.towns[0].id if known.towns else TRIAL_TOWN
            _print_invitation(settings, connection, town, "")
        print(f"服务器在 {settings.told_address}，数据在 {settings.data}；按 Ctrl+C 结束。", flush=True)
        serving.serve(settings, _now)
    return OK


def _status(settings: Configuration, _asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import backups, report, status

    with _console(settings) as connection:
        known = status.status(connection, _now())
    for line in report.lines(known, backups.last(settings.data), keys.readable_by_others(settings.data)):
        print(line)
    return OK


def _town(settings: Configuration, asked: argparse.Namespace) -> int:
    with _console(settings) as connection:
        enrolment.add_town(connection, asked.town, asked.name, _order())
    print(f"已登记 {asked.name}（{asked.town}）。")
    return OK


def _desk(settings: Configuration, asked: argparse.Namespace) -> int:
    with _console(settings) as connection:
        if asked.verb == "enrol":
            _print_invitation(settings, connection, asked.town, asked.name)
            return OK
        standing = {"retire": "retired", "lost": "lost"}[asked.verb]
        enrolment.set_standing(connection, asked.desk, standing, _order(asked.reason))
    said = {
        "retired": "已停用：它下次交换时把剩下的送来，然后锁住。",
        "lost": "已挂失：从现在起不再收它的办理。",
    }
    print(said[standing])
    return OK


def _print_invitation(settings: Configuration, connection: Connection, town: str, name: str) -> None:
    identity = keys.load(settings.data)
    invitation = enrolment.invite(connection, identity, town, name, _order())
    print(f"{invitation.town_name}的邀请码，{enrolment.GOOD_HOURS} 小时内有效，只能用一次：")
    print(invitation_text(invitation))


def _publish(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import publishing

    identity, order = keys.load(settings.data), _order(by=asked.by)
    rows = publishing.read(asked.file, identity.id, publishing.today_of(order.at))
    with _console(settings) as connection:
        done = publishing.publish(connection, rows, order, correct=asked.correct)
    for row in done.rows:
        print(publishing.words(row))
    told = f"已公布 {len(done.rows)} 项，{done.towns} 个镇街下次交换时收到。"
    print(told if done.new else "这些内容都公布过了，没有变化。")
    return OK


def _allocate(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import allocating

    money = allocating.Money(parse_yuan(asked.amount), asked.notice, asked.on, asked.batch, asked.note)
    order = _order(asked.notice, asked.by)
    with _console(settings) as connection, _town_log(settings, connection, asked.town) as known:
        sent = allocating.allocate(known, keys.load(settings.data).signer, money, order.by, order.at)
        if sent:
            enrolment.note(connection, order, "allocate", asked.town, str(money.amount_fen))
    amount = f"{format_yuan(money.amount_fen)} 元（{asked.notice}）"
    print(f"已下达 {amount}，等镇街的出纳登记到账。" if sent else f"{amount}已经下达过，没有变化。")
    return OK


def _answer(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import allocating

    returned = {number: reason for number, _, reason in (each.partition("=") for each in asked.returned)}
    reply = allocating.Reply(asked.batch, asked.document, asked.on, returned)
    order = _order(asked.document, asked.by)
    with _console(settings) as connection, _town_log(settings, connection, asked.town) as known:
        sent = allocating.answer(known, keys.load(settings.data).signer, reply, order.by, order.at)
        if sent:
            enrolment.note(connection, order, "answer", asked.town, asked.batch)
    print("已批复，等镇街的出纳登记。" if sent else "这个批次已经这样批复过，没有变化。")
    return OK


@contextmanager
def _town_log(settings: Configuration, console: Connection, town: str) -> Iterator[TownLog]:
    """The log of one town, held, as a desk's exchange holds it."""
    enrolment.must_be_known(console, town)
    engine = database.of_town(database.engine(database.access(settings.data).exchange), town)
    try:
        with engine.begin() as connection:
            yield TownLog.locked(connection, town)
    finally:
        engine.dispose()


def _backup(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import backups

    _must_be_set_up(settings)
    address = database.access(settings.data).backup
    checked = backups.make(settings.data, _owner(settings), address, asked.folder, _now())
    print(
        f"已备份，并恢复出来核对过：{checked.file}（{checked.entries} 条办理，{checked.size / 1_000_000:.1f} MB）"
    )
    return OK


def _restore(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import backups

    entries = backups.restore(settings.data, _owner(settings), asked.file, _now())
    print(f"已恢复 {entries} 条办理。各工作台下次交换时，会把备份以后的补送回来。")
    return OK


def _new_generation(settings: Configuration, _asked: argparse.Namespace) -> int:
    from zqdesk.district.administration import backups

    engine = database.engine(database.access(settings.data).console)
    backups.begin_generation(engine, "said so", _now())
    engine.dispose()
    print("各工作台下次交换时，会重新核对并补送。")
    return OK


def _bundle(settings: Configuration, asked: argparse.Namespace) -> int:
    from zqdesk.district.door import sticks

    _must_be_set_up(settings)
    sticks.answer(settings.data, asked.file, asked.out, _now)
    print(f"已收下。请把 {asked.out} 带回那台工作台。")
    return OK


_COMMANDS = {
    "try": _try,
    "set-up": _set_up,
    "serve": _serve,
    "status": _status,
    "town": _town,
    "desk": _desk,
    "publish": _publish,
    "allocate": _allocate,
    "answer": _answer,
    "backup": _backup,
    "restore": _restore,
    "new-generation": _new_generation,
    "bundle": _bundle,
}

if __name__ == "__main__":
    sys.exit(main())
