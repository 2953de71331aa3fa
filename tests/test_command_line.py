"""The commands an administrator types: what they print and how they end."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from beancount import loader
from sqlalchemy import Engine

from tests import town
from tests.office.reserve import books_course
from tests.office.reserve.reserve_course import Reserve
from zqdesk.__main__ import BUG, FAULT, FOUND, OK, SECRET_VARIABLE, USAGE, main
from zqdesk.office.reserve import moves
from zqdesk.office.reserve.moves import BankMove
from zqdesk.records import keys, vault
from zqdesk.records.backups import backup
from zqdesk.records.register import Register

Command = Callable[..., int]


@pytest.fixture
def run(data: town.Vault, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A command on the town's data folder, with the right passphrase in the environment."""
    monkeypatch.setenv(SECRET_VARIABLE, town.PASSPHRASE)

    def command(*arguments: str) -> int:
        return main(["--data", str(data.folder), *arguments])

    return command


def edit(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


def test_check_finds_nothing_in_a_sound_vault(run: Command, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "--login", "03") == OK
    assert capsys.readouterr().out.endswith("检查完毕，一切正常。\n")


def test_check_names_the_place_and_ends_with_one(
    run: Command, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(engine, f"UPDATE halls SET town_name = 'x' WHERE id = '{town.HALL_ID}'")
    assert run("check", "--login", "01") == FOUND
    said = capsys.readouterr().out
    assert f"halls {town.HALL_ID} town_name：" in said
    assert "发现 1 处问题。" in said


def test_check_can_make_the_search_index_anew(run: Command, engine: Engine) -> None:
    edit(engine, "INSERT INTO search_entries VALUES (1, 'person', 'x', 'x', 'x', 'x')")
    assert run("check", "--login", "01") == FOUND
    assert run("check", "--login", "01", "--renew-search") == OK


@pytest.mark.usefixtures("funded")
def test_check_looks_into_the_books_of_the_reserve(
    run: Command, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.dispose()
    assert run("check", "--login", "04") == OK
    assert "检查备用金余额…" in capsys.readouterr().out
    edit(engine, "DROP TRIGGER reserve_entries_no_update")
    edit(engine, "UPDATE reserve_entries SET serial = 7 WHERE serial = 3")
    assert run("check", "--login", "04") == FOUND
    assert "记-2026-0007：凭证号不连续，此处应是第3号。" in capsys.readouterr().out


def test_all_books_of_a_month_are_written(
    run: Command, engine: Engine, register: Register, clock: town.Clock, tmp_path: Path
) -> None:
    books_course.november(register, clock)
    engine.dispose()
    out = tmp_path / "账簿"
    assert run("books", "--login", "04", "--out", str(out), "--month", "2026-11") == OK
    names = {path.name for path in out.iterdir()}
    for kind in ("现金日记账", "银行日记账", "发放登记表", "台账", "月报"):
        assert {f"{kind}-2026-11.pdf", f"{kind}-2026-11.xlsx"} <= names
    assert {"现金日记账-2026-11-1号窗口备用金.pdf", "拨付、领用单-记-2026-0001.pdf"} <= names
    assert {"核销报账单-370114001-2026-HX-00001.xlsx", "日记账-2026-11.beancount"} <= names
    assert all(path.stat().st_size > 100 for path in out.iterdir())
    _, errors, _ = loader.load_file(str(out / "日记账-2026-11.beancount"))
    assert errors == []


def test_a_character_no_font_has_costs_only_the_pdf(
    funded: Reserve, run: Command, engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    funded.cashier.do(moves.deposit_cash, BankMove(100, "存\U0010fffd"))
    engine.dispose()
    out = tmp_path / "账簿"
    assert run("books", "--login", "03", "--out", str(out), "--month", "2026-11") == FOUND
    assert "没有写出 PDF：打印字库里没有" in capsys.readouterr().out
    names = {path.name for path in out.iterdir()}
    assert "银行日记账-2026-11.xlsx" in names
    assert "银行日记账-2026-11.pdf" not in names
    assert "月报-2026-11.pdf" in names


def test_books_are_not_for_administrators_nor_of_no_month(
    run: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "账簿"
    assert run("books", "--login", "05", "--out", str(out)) == USAGE
    assert "只有管理权限" in capsys.readouterr().err
    assert run("books", "--login", "04", "--out", str(out), "--month", "2026-13") == USAGE
    assert capsys.readouterr().err == "月份应写作2026-11，年度写作2026。\n"
    assert not out.exists()


def test_a_backup_is_made_listed_and_restored(
    run: Command, data: town.Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("restore") == OK
    assert run("backup", "--login", "01") == OK
    (made,) = backup.listing(data.folder / backup.FOLDER)
    assert run("restore") == OK
    assert f"{made.path.name}  户 0  业务 0  示例街道便民服务大厅 1号窗口" in capsys.readouterr().out
    assert run("restore", made.path.name, "--login", "02") == USAGE
    assert capsys.readouterr().err == "只有管理员能恢复备份，请用管理员账号或恢复码。\n"
    assert run("restore", made.path.name, "--login", "05") == OK
    assert "恢复后到第" in capsys.readouterr().out
    assert run("check", "--login", "01") == OK


def test_without_keys_the_recovery_code_restores(
    run: Command, data: town.Vault, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("backup", "--login", "01") == OK
    (made,) = backup.listing(data.folder / backup.FOLDER)
    (data.folder / vault.DATABASE).unlink()
    (data.folder / keys.KEYS).unlink()
    assert run("restore", made.path.name, "--login", "05") == USAGE
    assert "输入这份备份的恢复码" in capsys.readouterr().err
    monkeypatch.setenv(SECRET_VARIABLE, data.recovery_code)
    assert run("restore", made.path.name, "--recovery") == OK
    assert "原来的数据库打不开" in capsys.readouterr().out
    assert run("check", "--recovery") == OK


def test_a_place_that_cannot_be_is_told_in_words(
    run: Command, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path / "file" / "x", tmp_path / ("x" * 300)):
        assert run("backup", "--login", "01", "--into", str(place)) == FAULT
        assert run("restore", "--from", str(place)) == FAULT
        assert run("books", "--login", "04", "--out", str(place)) == FAULT
        assert "我们的问题" not in capsys.readouterr().err


def test_the_recovery_code_opens_it_too(
    run: Command, data: town.Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SECRET_VARIABLE, data.recovery_code)
    assert run("check", "--recovery") == OK


def test_wrong_passphrase_and_unknown_backup_are_refused_in_words(
    run: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("restore", "nothing", "--login", "01") == USAGE
    assert "没有找到备份“nothing”。" in capsys.readouterr().err
    monkeypatch.setenv(SECRET_VARIABLE, "wrong horse 1")
    assert run("check", "--login", "01") == USAGE
    assert capsys.readouterr().err == "账号或口令不对，请重新输入。\n"


def test_a_known_fault_is_three_sentences(
    run: Command, data: town.Vault, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(engine, "UPDATE alembic_version SET version_num = '9999'")
    assert run("check", "--login", "01") == FAULT
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "数据库来自更新版本的程序，这个版本打不开它。"
    assert len(said) == 3
    (data.folder / keys.KEYS).write_bytes(b"")
    assert run("backup", "--login", "01") == FAULT
    with vault.sole_use(data.folder):
        assert run("backup", "--login", "01") == FAULT
    assert "Traceback" not in capsys.readouterr().err


def test_a_bug_is_told_by_its_place_without_what_it_held(
    run: Command, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_prompt: str) -> str:
        raise KeyError("张三丰")

    monkeypatch.setattr("builtins.input", broken)
    assert run("check") == BUG
    said = capsys.readouterr().err
    assert "builtins.KeyError" in said
    assert "张三丰" not in said


def test_doctor_says_what_there_is_and_nothing_about_anybody(
    run: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("doctor") == OK
    said = capsys.readouterr().out
    assert "SQLCipher：4" in said
    assert "已有数据" in said
    assert "王小某" not in said


def test_a_wrong_command_ends_with_two(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "zqdesk", "--data", str(tmp_path), "nonsense"],
        capture_output=True,
        check=False,
    )
    assert done.returncode == USAGE
