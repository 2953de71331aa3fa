"""One way to say in a test that an act is refused, and why."""

from collections.abc import Callable
from typing import Any

import pytest

from zqdesk.rules.problem import Problem, Refused


def refused(act: Callable[..., Any], *arguments: Any, **named: Any) -> Problem:
    """The single problem with which the call is refused."""
    with pytest.raises(Refused) as caught:
        act(*arguments, **named)
    assert len(caught.value.problems) == 1
    return caught.value.problems[0]
