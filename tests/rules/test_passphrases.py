"""What is guessed first is refused with its reason; what people make up of words is taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk.rules import passphrases
from zqdesk.rules.problem import Refused

ABOUT = ("wang01", "王小某")


@pytest.mark.parametrize(
    ("weak", "said"),
    [
        ("", "至少 8 位"),
        ("short 1", "至少 8 位"),
        ("aaaaaaaaaaaa", "重复"),
        ("12121212", "重复"),
        ("abcabcabcabc", "重复"),
        ("12345678", "数字"),
        ("20261128", "数字"),
        ("１２３４５６７８９", "数字"),
        ("370114190001010014", "数字"),
        ("qwertyuiop", "键盘"),
        ("asdfghjkl;"[:9], "键盘"),
        ("1qaz2wsx3edc", "键盘"),
        ("abcdefgh", "键盘"),
        ("qwerty123456", "键盘"),
        ("!@#$%^&*", "键盘"),
        ("password", "常见"),
        ("PASSWORD", "常见"),
        ("P@ssw0rd!", "常见"),
        ("password123", "常见"),
        ("1234password", "常见"),
        ("admin@2026", "常见"),
        ("woaini1314", "常见"),
        ("woaizhongguo", "常见"),
        ("dibao2026!", "常见"),
        ("zqdesk2026", "常见"),
        ("章丘民政2026", "常见"),
        ("wang01wang01", "账号或姓名"),
        ("王小某19990101", "账号或姓名"),
        ("Wang01-2026", "账号或姓名"),
        ("zxm19850412", "日期"),
        ("2026-11-28a", "日期"),
        ("2026年11月28日", "日期"),
        ("li1985.4.12", "日期"),
    ],
)
def test_what_is_guessed_first_is_refused(weak: str, said: str) -> None:
    assert said in passphrases.weakness(weak, ABOUT), weak
    with pytest.raises(Refused) as refused:
        passphrases.refuse_weak(weak, ABOUT)
    assert refused.value.problems[0].code == "passphrase.weak"
    assert "可以用几个不相干的词" in refused.value.problems[0].text


@pytest.mark.parametrize(
    "good",
    [
        "correct horse 9",
        "another horse 2",
        "春风又绿江南岸8",
        "三棵白杨和一条河",
        "xiaqingmingdeyu7",
        "zqdesk-try",
        "W7#kd92!mQ",
        "mihoutao and tea",
        "wang01 likes plums",
    ],
)
def test_what_people_make_up_is_taken(good: str) -> None:
    assert passphrases.weakness(good, ABOUT) == ""


@given(st.text(max_size=60), st.lists(st.text(max_size=20), max_size=3))
def test_any_text_has_an_answer(text: str, names: list[str]) -> None:
    said = passphrases.weakness(text, names)
    assert said == "" or said.endswith("。")
