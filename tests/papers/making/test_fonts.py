"""The shipped fonts hold what they promise and say what they lack."""

import tomllib

import pytest
from fontTools.ttLib import TTFont
from reportlab.lib import rl_accel
from reportlab.pdfbase import ttfonts

from zqdesk.papers.making import fonts
from zqdesk.paths import shipped

FOLDER = shipped("resources") / "fonts"
ROLES = tomllib.loads((FOLDER / "fonts.toml").read_text("utf-8"))
LEVEL_3 = [
    (0x4E00, 0x9FEF), (0x3400, 0x4DB5), (0x20000, 0x2A6D6), (0x2A700, 0x2B734), (0x2B740, 0x2B81D),
    (0x2B820, 0x2CEA1), (0x2CEB0, 0x2EBE0), (0x2F00, 0x2FD5),
]  # fmt: skip
NATIONAL_TABLE = (shipped("packaging") / "fonts" / "tgh8105.txt").read_text("utf-8").split()


@pytest.mark.parametrize("role", ROLES)
def test_the_coverage_list_is_that_of_the_file(role: str) -> None:
    with TTFont(fonts.font_file(role), lazy=True) as font:
        assert fonts.covered(role) == set(font.getBestCmap())
        assert font["name"].getDebugName(1) == fonts.family(role)
        assert "glyf" in font


@pytest.mark.parametrize("role", ROLES)
def test_each_licence_stands_beside_its_font(role: str) -> None:
    assert len((FOLDER / ROLES[role]["licence"]).read_text("utf-8")) > 4000


def test_the_fonts_stay_under_75_megabytes() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 75_000_000


@pytest.mark.parametrize("span", LEVEL_3)
def test_level_3_of_gb_18030_can_be_printed(span: tuple[int, int]) -> None:
    assert fonts.missing("".join(map(chr, range(span[0], span[1] + 1)))) == []


@pytest.mark.parametrize("role", ["hei", "hei-bold", "biaosong", "song"])
def test_the_national_table_is_in_one_style(role: str) -> None:
    assert {face for line in NATIONAL_TABLE for face, _ in fonts.runs(line, role)} == {role}


def test_a_rare_character_is_drawn_by_the_next_face_that_has_it() -> None:
    assert fonts.runs("王𬭎𮧵娟☑㐀", "fang") == [
        ("fang", "王"), ("song", "𬭎"), ("rare", "𮧵"), ("fang", "娟"), ("signs", "☑"), ("song", "㐀"),
    ]  # fmt: skip
    assert fonts.runs("\U0002ebf0", "fang") == [("newer", "\U0002ebf0")]


def test_a_full_width_character_is_one_em_wide_and_a_digit_half() -> None:
    assert fonts.width("民政𮧵", "fang", 10) == pytest.approx(30)
    assert fonts.width("0123456789", "fang", 10) < 60


def test_characters_no_face_has_are_named_once_and_in_order() -> None:
    assert fonts.missing("王\ue816小\ue817\ue816\n二") == ["\ue816", "\ue817"]
    problem = fonts.missing_problems("王\ue816", "\ue816", field="name")
    assert [(one.code, one.field) for one in problem] == [("paper.missing_glyph", "name")]
    assert "U+E816" in problem[0].text
    assert fonts.missing_problems("阿卜杜热合曼·买买提依明·吐尔逊") == []


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("a\tb", "a\u3000b"), ("a\r\nb\rc", "a\nb\nc"), ("葛\U000e0100\ufe00\u200b", "葛"), ("a\x00\u00a0b", "a b"),
     ("<b>&amp;</b>", "<b>&amp;</b>")],
)  # fmt: skip
def test_only_what_can_be_seen_is_printed(typed: str, printed: str) -> None:
    assert fonts.clean(typed) == printed


@pytest.mark.parametrize("role", ROLES)
def test_a_subset_is_made_as_reportlab_makes_it(role: str) -> None:
    """Its tables are read without copying them; composite glyphs (é) are put together of others."""
    plain = ttfonts.TTFont(role, fonts.font_file(role), asciiReadable=False, shapable=False).face
    codes = [0, *map(ord, " 示例乡：é½①"), *sorted(fonts.covered(role))[-100:]]
    assert fonts.register(role).face.makeSubset(codes) == plain.makeSubset(codes)


def test_papers_are_drawn_with_reportlabs_accelerator() -> None:
    """Without it the same bytes take a third longer."""
    assert rl_accel.fp_str.__module__ == "_rl_accel"
