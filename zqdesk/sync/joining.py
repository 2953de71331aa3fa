"""A further desk of a town: it is taken in, and builds its database by following the town's log from the beginning."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from zqdesk.records.faults import Known
from zqdesk.rules.problem import Problem, Refused
from zqdesk.sync import client, enrolment
from zqdesk.sync.client import Leave
from zqdesk.sync.local import looking
from zqdesk.sync.wire import Invitation, Malformed


def invitation(code: str) -> Invitation:
    """The invitation that was pasted. Refused: a text that is none."""
    try:
        return enrolment.read_invitation(code)
    except Malformed:
        text = "这不是邀请码，或没有复制完整。请把区里给的整段文字粘贴进来。"
        raise Refused(Problem("join.code", text, "code")) from None


def enrol(engine: Engine, code: str, name: str, leave: Leave) -> None:
    """Answer the invitation, unless that was done before it was cut off."""
    with looking(engine) as local:
        state = local.state()
    if state is not None and state.standing != enrolment.JOINING:
        return
    if not code.strip():
        raise Refused(Problem("join.code", "请再粘贴一次邀请码：上次还没有登记好。", "code"))
    client.enrol(engine, invitation(code), name, leave)


def pull(
    engine: Engine, clock: Callable[[], datetime], leave: Leave, progress: Callable[[int, int], object]
) -> None:
    """Follow the town's log to its end; each response is kept as it comes. `progress` is told how far it is."""
    state = client.state_of(engine)
    line = client.Line(state.address, state.fingerprint)
    while True:
        progress(client.state_of(engine).position, 0)
        taken = client.step(engine, line, clock, leave)
        if taken.trouble:
            raise Known(
                f"join.{taken.trouble}",
                "接收本镇街的记录时停住了：本机程序可能比别的窗口旧，或与区里核对不上。",
                "已经收下的都保存着，区里和别的窗口没有受影响。",
                "请安装最新版本的程序后接着来；还不行的，请联系区里。",
            )
        if not taken.again:
            return
