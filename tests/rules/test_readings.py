"""How names and words are read, what letters fit them, and the order of a list."""

from random import Random

import pytest

from zqdesk.rules.readings import Fit, common, fit, fold, mentions, sort_key, spelled


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("单雄信", "sxx"), ("仇某", "qm"), ("解某", "xm"), ("曾某", "zm"), ("查某", "zm"), ("区某", "om"),
        ("盖某", "gm"), ("尉迟某", "ycm"), ("单于某", "cym"), ("长孙某", "zsm"), ("王长贵", "wcg"), ("Ada", "ada"),
        ("𬭎某", "hm"), ("买买提·吐尔逊", "mmttex"), ("", ""), ("·", ""),
    ],
)  # fmt: skip
def test_a_name_begins_with_its_surname(name: str, letters: str) -> None:
    assert "".join(options[0][0] for options in spelled(name, name=True)) == letters


@pytest.mark.parametrize(
    ("typed", "words", "kind"),
    [
        ("zzz", "曾祖父", None), ("zzf", "曾祖父", Fit.WHOLE), ("zengz", "曾祖父", Fit.BEGINS),
        ("zufu", "曾祖父", Fit.INSIDE), ("yinhang", "银行存款", Fit.BEGINS), ("yxck", "银行存款", None),
        ("yhck", "银行存款", Fit.WHOLE), ("zh", "重病", Fit.BEGINS), ("zhb", "重病", Fit.WHOLE),
        ("zho", "重病", Fit.BEGINS), ("zhx", "重病", None), ("xian", "西安", Fit.WHOLE), ("xian", "先", Fit.WHOLE),
        ("q", "七（八）级", Fit.BEGINS), ("qbj", "七（八）级", Fit.WHOLE),
    ],
)  # fmt: skip
def test_letters_fit_the_common_reading(typed: str, words: str, kind: Fit | None) -> None:
    assert fit(typed, common(spelled(words))) == kind


def test_full_width_and_dots_do_not_count() -> None:
    assert fold("ＤＢ－００００７") == "db-00007"
    assert fold("买买提·吐尔逊") == fold("买买提・吐尔逊") == "买买提吐尔逊"
    assert mentions("３７０１", "张某", "370114190001010014")
    assert mentions("zhangm", "张某")
    assert not mentions("zm", "李某")


PLACES = ["示例街1号", "示例路2号", "示例路 3号", "示例路１０号", "示例路10号院", "示例路101号"]
NAMES = ["阿某", "𬭎某", "李某", "钱某", "单某", "孙某", "王某", "解某", "曾某", "张某", "\U0003106c某"]


@pytest.mark.parametrize("expected", [PLACES, NAMES, ["9号", "010号", "11号"]])
def test_a_list_is_in_the_order_of_a_dictionary(expected: list[str]) -> None:
    for seed in range(20):
        mixed = Random(seed).sample(expected, len(expected))
        assert sorted(mixed, key=sort_key) == expected
