"""Whatever happens to work in a process of its own, the program is told in one way, and nothing stays behind."""

import ctypes

import pytest

from zqdesk import confined
from zqdesk.confined import Ended, Limits
from zqdesk.confined_on_windows import Limits as JobLimits

SMALL = Limits(memory=512 * 1024**2, seconds=60)


def call(work: str, content: bytes = b"", limits: Limits = SMALL) -> bytes:
    return confined.call(f"tests.hostile_work:{work}", content, limits)


def test_more_than_a_pipe_holds_goes_there_and_comes_back() -> None:
    content = bytes(range(256)) * 40_000
    assert call("echo", content) == content[::-1]


@pytest.mark.parametrize(
    ("work", "seconds", "how"),
    [
        ("grab", 60, "lost"),
        ("be_killed", 60, "lost"),
        ("abort", 60, "lost"),
        ("panic", 60, "lost"),
        ("leave", 60, "lost"),
        ("not_there", 60, "lost"),
        ("hang", 1, "slow"),
        ("spin", 1, "slow"),
        ("spend", 60, "slow"),
    ],
)
def test_every_end_has_a_name(work: str, seconds: int, how: str) -> None:
    with pytest.raises(Ended) as ended:
        call(work, limits=Limits(SMALL.memory, seconds))
    assert ended.value.how == how


def test_who_waits_can_stop_it_at_any_moment() -> None:
    class Enough(Exception):  # noqa: N818
        pass

    beats: list[int] = []

    def beat() -> None:
        beats.append(1)
        if len(beats) == 5:
            raise Enough

    with pytest.raises(Enough):
        confined.call("tests.hostile_work:hang", b"", SMALL, beat)
    assert len(beats) == 5


def test_the_limits_on_windows_are_laid_out_as_its_headers_say() -> None:
    assert ctypes.sizeof(JobLimits) == 144
    assert JobLimits.flags.offset == 16
    assert JobLimits.process_memory.offset == 112
