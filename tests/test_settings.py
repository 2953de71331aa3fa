"""A settings file written by hand, by a newer program or by nobody."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zqdesk.settings import FILE, Settings, complaint, load, meanings, save


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path / FILE).settings == Settings(
        idle_lock_minutes=10, backup_keep_daily=14, font_scale=100
    )
    assert load(tmp_path / FILE).complaints == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_saved_is_loaded_again(tmp_path: Path) -> None:
    chosen = Settings(
        idle_lock_minutes=3, scan_folder='D:\\扫描 "新"', printer="HP & 惠普 #2", font_scale=125
    )
    save(tmp_path / "new folder" / FILE, chosen)
    assert load(tmp_path / "new folder" / FILE).settings == chosen
    assert [p.name for p in (tmp_path / "new folder").iterdir()] == [FILE]


@given(st.text())
def test_any_text_is_either_kept_exactly_or_refused(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("settings") / FILE
    if complaint("printer", text):
        with pytest.raises(ValueError, match="打印机"):
            save(path, Settings(printer=text))
        assert not path.exists()
    else:
        save(path, Settings(printer=text))
        assert load(path).settings.printer == text


@pytest.mark.parametrize("value", ['"ten"', "0", "121", "true", "10.0", "[10]"])
def test_a_bad_value_gives_a_sentence_and_the_default(tmp_path: Path, value: str) -> None:
    (tmp_path / FILE).write_text(f"idle_lock_minutes = {value}\nfont_scale = 110\n", encoding="utf-8")
    loaded = load(tmp_path / FILE)
    assert loaded.settings == Settings(font_scale=110)
    assert loaded.complaints == (
        "设置文件里的“空闲锁定（分钟）”应为 1 到 120 的整数。现按默认值（10）使用。",
    )  # fmt: skip


def test_an_unknown_setting_is_told_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('colour = "red"\nprinter = 7\n', encoding="utf-8")
    loaded = load(tmp_path / FILE)
    assert loaded.settings == Settings()
    assert loaded.complaints == (
        "设置文件里的“colour”不是本软件的设置，已略过。",
        "设置文件里的“打印机”应为一行文字。现按默认值（空）使用。",
    )


@pytest.mark.parametrize("content", [b"font_scale = ", "printer = '惠普'".encode("gb18030"), b"\x00"])
def test_an_unreadable_file_gives_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    loaded = load(tmp_path / FILE)
    assert loaded.settings == Settings()
    assert len(loaded.complaints) == 1


def test_the_mark_that_notepad_writes_is_no_error(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"\xef\xbb\xbffont_scale = 120\r\n")
    assert load(tmp_path / FILE).settings.font_scale == 120


def test_every_setting_is_explained_and_its_default_allowed() -> None:
    for name, meaning in meanings().items():
        assert meaning.title
        assert meaning.text.endswith("。")
        assert complaint(name, getattr(Settings(), name)) == ""
