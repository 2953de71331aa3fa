"""The district's command line, from setting up to a letter on a stick; and `./dev district` on a machine that has nothing."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.district.desk import Desk
from tests.district.server import DISTRICT, alone, listening
from zqdesk.district import keys
from zqdesk.district.__main__ import FAULT, OK, USAGE, main
from zqdesk.district.records import database
from zqdesk.district.records.postgres import Running, free_port
from zqdesk.sync import bundle, wire
from zqdesk.sync.enrolment import read_invitation
from zqdesk.sync.wire import Enrolled, Exchanged


@pytest.fixture
def fresh(running: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty database, and a data folder where nothing was set up."""
    alone(running.url(), "CREATE DATABASE fresh")
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setenv("ZQDESK_DISTRICT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ZQDESK_DISTRICT_DATABASE", running.url("fresh"))
    yield tmp_path
    signal.signal(signal.SIGTERM, before)
    alone(running.url(), "DROP DATABASE fresh WITH (FORCE)")


def _invited(text: str) -> wire.Invitation:
    (code,) = [line for line in text.splitlines() if line.count("-") > 20]
    return read_invitation(code)


def test_from_setting_up_to_a_letter_on_a_stick(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["set-up", "--district", DISTRICT]) == OK
    assert main(["town", "add", "370114001", "双山街道"]) == OK
    assert main(["town", "add", "370114001", "双山街道"]) == USAGE
    capsys.readouterr()
    assert main(["desk", "enrol", "370114001", "--name", "1号窗口"]) == OK
    desk = Desk(_invited(capsys.readouterr().out), keys.load(fresh / "data").certificate)
    assert isinstance(_by_stick(desk, desk.enrolling(), fresh), Enrolled)
    desk.account("王𬭎")
    told = _by_stick(desk, desk.asking(), fresh)
    assert isinstance(told, Exchanged)
    assert len(told.entries) == 1
    assert main(["backup", str(fresh / "backups")]) == OK
    capsys.readouterr()
    assert main(["status"]) == OK
    said = capsys.readouterr().out
    assert "双山街道（370114001）：1 条办理" in said
    assert f"编号 {desk.signer.id}" in said
    assert "还没有核对过的备份" not in said
    assert main(["desk", "lost", desk.signer.id, "--reason", "被盗"]) == OK
    after = _by_stick(desk, desk.asking(), fresh)
    assert isinstance(after, Exchanged)
    assert after.standing == "lost"
    main(["status"])
    assert "已挂失" in capsys.readouterr().out


def _by_stick(desk: Desk, message: wire.Request, folder: Path) -> wire.Response:
    brought, taken = folder / "brought.zqx", folder / "taken.zqx"
    brought.write_bytes(bundle.seal(desk.letter(message), desk.invitation.sealing_key))
    assert main(["bundle", str(brought), "--out", str(taken)]) == OK
    return desk.read(bundle.unseal(taken.read_bytes(), desk.sealing.private_bytes_raw()))


def test_a_file_of_somebody_else_is_refused(fresh: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["set-up", "--district", DISTRICT])
    (fresh / "x").write_bytes(b"ZQB1" + os.urandom(200))
    assert main(["bundle", str(fresh / "x"), "--out", str(fresh / "y")]) == FAULT
    assert "不是登记过的工作台" in capsys.readouterr().err
    assert not (fresh / "y").exists()


@pytest.mark.parametrize(
    "command", ["status", "serve", "backup /x", "bundle /x --out /y", "desk lost x --reason y"]
)
@pytest.mark.usefixtures("fresh")
def test_before_setting_up_a_sentence_says_so(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command.split()) == FAULT
    assert "还没有建立区级服务器" in capsys.readouterr().err


def test_without_a_database_a_sentence_says_so(
    fresh: Path, running: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["set-up", "--district", DISTRICT])
    access = database.access(fresh / "data")
    gone = {
        name: getattr(access, name).replace(str(running.port), str(free_port()))
        for name in ("door", "exchange")
    }
    database.write_access(fresh / "data", database.Access(**gone, console=gone["door"], backup=gone["door"]))
    assert main(["status"]) == FAULT
    assert "连不上数据库" in capsys.readouterr().err


def test_it_can_be_tried_on_a_machine_that_has_nothing(tmp_path: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="zqdesk-district-") as data, (tmp_path / "log").open("wb") as log:
        Path(data).chmod(0o755)
        port = free_port()
        said = {"ZQDESK_DISTRICT_DATA": data, "ZQDESK_DISTRICT_PORT": str(port)}
        command = [sys.executable, "-m", "zqdesk.district", "try"]
        with subprocess.Popen(
            command, env=os.environ | said, stdout=subprocess.PIPE, stderr=log, text=True
        ) as tried:
            assert tried.stdout
            printed = [tried.stdout.readline() for _ in range(3)]
            desk = Desk(_invited("".join(printed)), keys.load(Path(data)).certificate)
            listening(port, tried)
            assert isinstance(desk.say(desk.enrolling()), Enrolled)
            tried.send_signal(signal.SIGTERM)
            assert tried.wait(60) == OK
        assert not (Path(data) / "postgres" / "data" / "postmaster.pid").exists()
