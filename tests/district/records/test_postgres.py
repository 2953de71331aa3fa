"""A PostgreSQL of one's own starts however the wheel was installed."""

from pathlib import Path

from zqdesk.district.records import postgres


def test_a_copy_of_the_binaries_can_be_run_by_the_user_that_postgresql_runs_as(tmp_path: Path) -> None:
    """Installed under a strict umask, nobody but root could read them, and a copy keeps that."""
    (folder := tmp_path / "program/bin").mkdir(parents=True)
    for name, mode in (("postgres", 0o700), ("postgres.bki", 0o600)):
        (folder / name).touch()
        (folder / name).chmod(mode)
    (folder / "link").symlink_to("nowhere")
    folder.chmod(0o700)
    postgres._open_to_all(tmp_path / "program")
    modes = {each.name: each.stat().st_mode & 0o777 for each in (folder, *folder.glob("postgres*"))}
    assert modes == {"bin": 0o755, "postgres": 0o755, "postgres.bki": 0o644}
