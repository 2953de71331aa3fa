"""A function in another process: what it answers, and that nothing it does reaches this one."""

import os
from collections.abc import Iterator

import pytest

from zqdesk.child import Child, Overtaxed
from zqdesk.rules.problem import Problem, Refused

MEGABYTES = 400


def obey(wish: str) -> str:
    """Called in the child."""
    if wish == "refuse":
        raise Refused(Problem("one", "第一条"), Problem("two", "第二条", "field"))
    if wish == "stumble":
        raise ZeroDivisionError
    if wish == "die":
        os.abort()
    if wish == "swell":
        return str(len(bytes(MEGABYTES << 20)))
    while wish == "linger":
        pass
    return wish


@pytest.fixture
def child() -> Iterator[Child[[str], str]]:
    made = Child(obey, megabytes=MEGABYTES, seconds=10)
    yield made
    made.stop()


def test_the_answer_comes_back_and_the_process_stays(child: Child[[str], str]) -> None:
    assert child.ask("a") == "a"
    first = child._running
    assert child.ask("b") == "b"
    assert child._running is first


def test_a_refusal_comes_back_whole(child: Child[[str], str]) -> None:
    with pytest.raises(Refused) as refused:
        child.ask("refuse")
    assert refused.value.problems == (Problem("one", "第一条"), Problem("two", "第二条", "field"))


def test_a_bug_comes_back_as_what_it_is(child: Child[[str], str]) -> None:
    with pytest.raises(ZeroDivisionError):
        child.ask("stumble")


@pytest.mark.parametrize("wish", ["die", "swell"])
def test_what_kills_the_child_is_told_and_the_next_call_works(child: Child[[str], str], wish: str) -> None:
    with pytest.raises(Overtaxed):
        child.ask(wish)
    assert child.ask("still here") == "still here"


def test_what_never_ends_is_ended() -> None:
    child = Child(obey, megabytes=MEGABYTES, seconds=3)
    assert child.ask("ready") == "ready"
    with pytest.raises(Overtaxed):
        child.ask("linger")
    child.stop()


def test_a_stopped_child_begins_again(child: Child[[str], str]) -> None:
    child.ask("a")
    child.stop()
    assert child.ask("b") == "b"
