"""First run: one page, the recovery code proved by typing, a hall that works; and nothing on disk if refused."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from tests.ui.shell.hands import Hands
from zqdesk.office.hall import setup, staff
from zqdesk.rules.problem import Refused
from zqdesk.ui.entrance.recovery_code import RecoveryCodePage
from zqdesk.ui.entrance.set_up import SetUpPage
from zqdesk.ui.pages.across.today import TodayPage
from zqdesk.ui.shell import founding
from zqdesk.ui.widgets.form import FieldBox

SECRET = "four words make one"


def _fill(hands: Hands, **more: str) -> SetUpPage:
    page = hands.gate(SetUpPage)
    typed = {
        "town_name": "示例街道", "town_id": "370114001", "person": "周某", "passphrase": SECRET,
        "again": SECRET, "approver": "李大某", "approver_passphrase": "another secret 2", **more,
    }  # fmt: skip
    for field, text in typed.items():
        widget = page.towns.lineEdit() if field == "town_name" else page.form.widget(field)
        assert widget is not None
        hands.write(widget, text)
    return page


def test_a_hall_is_set_up_and_opens(newcomer: Hands) -> None:
    page = _fill(newcomer, villages="370114001201 示例东村\n示例社区")
    newcomer.click(page.found)
    newcomer.settle()
    code = newcomer.gate(RecoveryCodePage)
    newcomer.click(code.go_on)
    assert all(box.message.text() for box in code.boxes)
    newcomer.gate(RecoveryCodePage)
    groups = code.paper().split("　")
    for number, box in zip(code.asked, code.boxes, strict=True):
        newcomer.write(box.widget, groups[number + 1][:5].lower())
    newcomer.click(code.go_on)
    newcomer.settle()
    newcomer.front(TodayPage)
    register = newcomer.desk.register
    assert register.read(setup.hall).name == "示例街道便民服务大厅"
    found = register.read(setup.villages, newcomer.desk.today())
    assert [(each.id, each.name) for each in found] == [
        ("370114001001", "示例社区"), ("370114001201", "示例东村"),
    ]  # fmt: skip
    people = register.read(staff.accounts)
    assert {each.name: each.roles for each in people} == {
        "周某": ("administrator", "clerk"), "李大某": ("approver",),
    }  # fmt: skip


def test_what_is_missing_is_told_at_each_field(newcomer: Hands) -> None:
    page = newcomer.gate(SetUpPage)
    newcomer.click(page.found)
    told = {box.caption.text(): box.message.text() for box in page.findChildren(FieldBox)}
    assert told["姓名 *"] == "请填写姓名。"
    assert told["口令（至少 8 位） *"] == "请设置口令。"
    assert told["镇街代码（9 位） *"].startswith("镇街代码是 9 位数字")
    assert not newcomer.desk.folder.joinpath("zqdesk.db").exists()


def test_a_weak_passphrase_leaves_nothing_behind(newcomer: Hands) -> None:
    page = _fill(newcomer, passphrase="", again="")
    for field in ("passphrase", "again"):
        edit = page.form.widget(field)
        assert isinstance(edit, QLineEdit)
        edit.setText("short")
    newcomer.click(page.found)
    newcomer.settle()
    assert (
        page.form.widget("passphrase")
        .accessibleDescription()
        .endswith("口令至少 8 位。可以用几个不相干的词连起来，例如四五个词再加数字。")
    )
    assert _left(newcomer.desk.folder) == set()


def test_an_entry_the_office_refuses_leaves_nothing_behind(newcomer: Hands) -> None:
    page = _fill(newcomer, approver="？")
    newcomer.click(page.found)
    newcomer.settle()
    assert page.form.widget("approver").accessibleDescription()
    assert _left(newcomer.desk.folder) == set()


def _left(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} & {"zqdesk.db", "keys.json"}


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("", {}),
        ("示例东村\n示例西村\n示例社区", {"201": "示例东村", "202": "示例西村", "001": "示例社区"}),
        ("201\t示例东村\n示例西村", {"201": "示例东村", "202": "示例西村"}),
        ("示例东村，370114001205", {"205": "示例东村"}),
    ],
)
def test_villages_are_understood_as_pasted(pasted: str, expected: dict[str, str]) -> None:
    found = founding.villages(pasted, "370114001")
    assert {each.id: each.name for each in found} == {f"370114001{k}": v for k, v in expected.items()}


@pytest.mark.parametrize("pasted", ["201", "示例东村\n示例东村", "370115001201 示例东村", "201 东\n201 西"])
def test_a_line_that_is_no_village_is_refused(pasted: str) -> None:
    with pytest.raises(Refused) as refused:
        founding.villages(pasted, "370114001")
    assert [problem.code for problem in refused.value.problems] == ["villages.line"]
