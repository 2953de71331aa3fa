"""The command line: open the desk, check, back up and restore a data folder, write its books, tell of this machine.

Ends with 0 if all is well, 1 if `check` found something or not all could be written, 2 for a wrong command or
passphrase, 3 for a known fault of the machine, 4 for a bug of ours.
"""

import argparse
import getpass
import importlib
import os
import platform
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from zqdesk import log, paths
from zqdesk.rules.problem import Problem, Refused

if TYPE_CHECKING:
    from sqlalchemy import Engine

OK, FOUND, USAGE, FAULT, BUG = range(5)
SECRET_VARIABLE = "ZQDESK_PASSPHRASE"  # noqa: S105 - its name, not itself


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; a known fault is told in sentences, never as a traceback."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    try:
        return _COMMANDS[asked.command](asked)
    except Refused as refused:
        for problem in refused.problems:
            print(problem.text, file=sys.stderr)
        return USAGE
    except (KeyboardInterrupt, EOFError):
        print("已取消，数据没有改动。", file=sys.stderr)
        return USAGE
    except Exception as error:  # noqa: BLE001 - the last resort: say it honestly, without what records hold
        return _told(error)


def _told(error: Exception) -> int:
    from zqdesk.records.faults import translate

    known = translate(error)
    if known is None:
        print(
            "程序出错了，这是我们的问题。已保存的数据没有受影响。请把下面的内容发给维护人员：",
            file=sys.stderr,
        )
        print(log.places(error), file=sys.stderr)
        return BUG
    for sentence in (known.happened, known.safe, known.todo):
        print(sentence, file=sys.stderr)
    return FAULT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="zqdesk", description="章丘社会救助工作台")
    parser.add_argument("--data", type=Path, default=paths.local_data_dir(), help="数据文件夹")
    parser.set_defaults(command="desk")
    commands = parser.add_subparsers(dest="command", metavar="命令")
    commands.add_parser("desk", help="打开工作台（默认）")
    commands.add_parser("try", help="用虚构的镇街试用，不影响真实数据")
    demo = commands.add_parser("demo", help="自动演示一笔业务，留下窗口图片和文书")
    demo.add_argument("--out", type=Path, required=True, help="存放演示结果的文件夹")
    check = commands.add_parser("check", help="检查数据是否完好、有无被改动")
    check.add_argument("--renew-search", action="store_true", help="检查前重建检索目录")
    check.add_argument("--backups", type=Path, help="备份文件夹，默认是设置中的那个")
    backup = commands.add_parser("backup", help="立即备份")
    backup.add_argument("--into", type=Path, help="备份文件夹，默认在数据文件夹内")
    restore = commands.add_parser("restore", help="从备份恢复；不写备份名称时列出全部备份")
    restore.add_argument("backup", type=Path, nargs="?", help="备份名称或它所在的文件夹")
    restore.add_argument("--from", dest="source", type=Path, help="备份文件夹，默认在数据文件夹内")
    books = commands.add_parser("books", help="把备用金的全部账簿写成 PDF、Excel 和纯文本日记账")
    books.add_argument("--out", type=Path, required=True, help="存放账簿的文件夹")
    books.add_argument("--month", help="月份如 2026-11，或年度如 2026；不写是本月")
    for each in (check, backup, restore, books):
        each.add_argument("--login", help="账号；不写时询问")
    for each in (check, backup, restore):
        each.add_argument("--recovery", action="store_true", help="用恢复码代替账号和口令")
    books.set_defaults(recovery=False)
    commands.add_parser("doctor", help="说明这台电脑的环境")
    # Without help: the program starts itself so, nobody types it.
    confined = commands.add_parser("confined")
    confined.add_argument("job")
    confined.add_argument("memory", type=int)
    confined.add_argument("seconds", type=int)
    return parser


def _window(asked: argparse.Namespace) -> int:
    # Only here does the program need a screen; Qt stays unloaded for every other command.
    return int(importlib.import_module("zqdesk.ui.shell.application").run(asked.data))


def _try(_asked: argparse.Namespace) -> int:
    return int(importlib.import_module("zqdesk.ui.shell.application").try_out())


def _demo(asked: argparse.Namespace) -> int:
    return int(importlib.import_module("zqdesk.ui.invented.demonstration").run(asked.out))


def _check(asked: argparse.Namespace) -> int:
    from zqdesk.office.reserve.checks import check as reserve_check
    from zqdesk.records import indexing
    from zqdesk.records.checks import check

    with _opened(asked, whatever=True) as (key, engine):
        if asked.renew_search:
            indexing.renew(engine)
        findings = check.run(asked.data, key, engine, _checking, asked.backups or _backups(asked.data))
        findings += reserve_check.run(engine, progress=_checking)
    for finding in findings:
        print(f"{finding.place}：{finding.text}（{finding.code}）")
    print(f"发现 {len(findings)} 处问题。" if findings else "检查完毕，一切正常。")
    return FOUND if findings else OK


def _backups(data: Path) -> Path | None:
    """Where the desk of this folder keeps its backups, if not inside it."""
    from zqdesk import settings

    folder = settings.load(data / settings.FILE).settings.backup_folder
    return Path(folder) if folder else None


def _checking(title: str) -> None:
    print(f"检查{title}…")


def _backup(asked: argparse.Namespace) -> int:
    from zqdesk.records.backups import backup

    with _opened(asked) as (key, engine):
        made = backup.make(asked.data, key, engine, "manual", _now(), into=asked.into)
    print(f"已备份并通过检查：{made.path}（{made.size / 1_000_000:.1f} MB）")
    if made.lost:
        print(f"有 {made.lost} 个附件原来就缺失或损坏，没有备份到；请运行 zqdesk check 查看。")
    return FOUND if made.lost else OK


def _restore(asked: argparse.Namespace) -> int:
    from zqdesk.office.hall import restoration
    from zqdesk.records import vault
    from zqdesk.records.backups import backup

    backups = asked.source or asked.data / backup.FOLDER
    if asked.backup is None:
        for info, whose in restoration.backups_in(asked.data, backups):
            counts = info.state.counts
            print(
                f"{info.path.name}  户 {counts.get('households', 0)}  业务 {counts.get('cases', 0)}  {whose}"
            )
        return OK
    chosen = (asked.backup if asked.backup.is_dir() else backups / asked.backup).resolve()
    if backup.info_of(chosen) is None:
        raise Refused(Problem("backup.unknown", f"没有找到备份“{asked.backup}”。", "backup"))
    with vault.sole_use(asked.data):
        login = "" if asked.recovery else asked.login or input("管理员账号（用恢复码的直接回车）：")
        secret = _secret("口令：" if login else "恢复码：")
        done = restoration.restore(asked.data, chosen, (login, secret), _now)
    print(done.text)
    if done.aside:
        print(f"原来的文件完整保留在 {done.aside}。")
    return OK


def _books(asked: argparse.Namespace) -> int:
    from zqdesk.office.hall import staff
    from zqdesk.office.hall.access import guard_cases
    from zqdesk.papers.reserve import bookshelf
    from zqdesk.records.register import CHINA, Actor, Register

    asked.login = asked.login or input("账号：")
    today = _now().astimezone(CHINA).date()
    period = asked.month or f"{today:%Y-%m}"
    with _opened(asked) as (_, engine):
        reader = Register(engine, Actor("", "", frozenset()), "", _now)
        guard_cases(reader.read(staff.actor_of, asked.login) or reader.actor)
        count, undrawn = bookshelf.write_books(reader.read, asked.out, period, today, print)
    print(f"已写出 {count} 份账簿、单据和纯文本日记账：{asked.out}")
    return FOUND if undrawn else OK


def _doctor(asked: argparse.Namespace) -> int:
    """What to know when something does not work; nothing about any person."""
    from sqlcipher3 import dbapi2 as sqlcipher

    from zqdesk.records import schema, vault

    connection = sqlcipher.connect(":memory:")
    cipher = connection.execute("PRAGMA cipher_version").fetchone()[0]
    connection.close()
    standing = next(each for each in (asked.data, *asked.data.parents) if each.exists())
    fonts = sorted(path.name for path in (paths.shipped("resources") / "fonts").glob("*.*tf"))
    facts = {
        "系统": f"{platform.system()} {platform.release()}，Python {platform.python_version()}",
        "Qt": _version("PySide6-Essentials"),
        "SQLCipher": f"{cipher}（SQLite {sqlcipher.sqlite_version}）",
        "数据库版本": schema.NEWEST,
        "数据文件夹": f"{asked.data}（{'已有数据' if vault.exists(asked.data) else '尚未建立'}）",
        "可写": "是" if os.access(standing, os.W_OK) else "否",
        "磁盘剩余": f"{shutil.disk_usage(standing).free / 1_000_000_000:.1f} GB",
        "时间": f"{datetime.now().astimezone():%Y-%m-%d %H:%M %Z（UTC%z）}",
        "字体": "、".join(fonts) or "缺少随附字体",
    }
    for name, fact in facts.items():
        print(f"{name}：{fact}")
    return OK


def _confined(asked: argparse.Namespace) -> int:
    from zqdesk import confined

    confined.serve(asked.job, confined.Limits(asked.memory, asked.seconds))
    return OK


@contextmanager
def _opened(asked: argparse.Namespace, *, whatever: bool = False) -> Iterator[tuple[bytes, "Engine"]]:
    """The data folder's key and database, held for this process alone.

    `whatever`: also one that is not the database used last.
    """
    from zqdesk.records import schema, vault

    with vault.sole_use(asked.data):
        key = _key(asked.data, asked)
        engine = vault.open_engine(asked.data / vault.DATABASE, key)
        try:
            schema.refuse_other(engine)
            if not whatever:
                vault.refuse_other(asked.data, key, engine)
            yield key, engine
        finally:
            engine.dispose()


def _key(folder: Path, asked: argparse.Namespace) -> bytes:
    from zqdesk.records import keys

    keys.load(folder)  # says what is wrong before anything is asked
    if asked.recovery:
        return keys.unlock_with_recovery(folder, _secret("恢复码："), _now())
    login = asked.login or input("账号：")
    return keys.unlock(folder, login, _secret("口令："), _now())


def _secret(prompt: str) -> str:
    return os.environ.get(SECRET_VARIABLE) or getpass.getpass(prompt)


def _now() -> datetime:
    from zqdesk.records.register import system_clock

    return system_clock()


def _version(package: str) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(package)
    except PackageNotFoundError:
        return "未安装"


_COMMANDS = {
    "desk": _window,
    None: _window,
    "try": _try,
    "demo": _demo,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "books": _books,
    "doctor": _doctor,
    "confined": _confined,
}

if __name__ == "__main__":
    sys.exit(main())
