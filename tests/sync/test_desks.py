"""Desks of a town come to the same rows as the district, whatever both did meanwhile."""

import pytest

from tests.sync import desks as acts
from tests.sync.desks import (
    ACTOR,
    INVITATION,
    Clock,
    SimDesk,
    copied,
    desk,
    district_digest,
    name_desk,
    template,
)
from tests.sync.district import TOWN, district, enrol
from tests.sync.facts import disbursing, restoration
from zqdesk.district.exchange.exchanging import District, exchange
from zqdesk.office.across.exchange.exchange_conflicts import Choice, open_conflicts, settle_conflict
from zqdesk.office.hall import numbers
from zqdesk.records import anchor, changes
from zqdesk.records.checks import log
from zqdesk.records.register import Actor, Register
from zqdesk.sync import enrolment, wire
from zqdesk.sync import round as rounds
from zqdesk.sync.local import looking, transaction
from zqdesk.sync.overview import rounds as rounds_of

Both = tuple[District, SimDesk, SimDesk]


@pytest.fixture
def both() -> Both:
    made = district()
    return made, desk(made, 1), desk(made, 2)


def settle(it: District, *desks: SimDesk) -> None:
    """Exchange until everybody has everything; then all must be the same."""
    for each in (*desks, *desks):
        assert each.exchange(it).trouble == ""
    for each in desks:
        assert each.digest() == district_digest(it)
        assert each.register.read(changes.first_break) is None
        assert [
            *each.register.read(lambda s: list(log.rows(s))),
            *each.register.read(lambda s: list(log.subjects(s))),
        ] == []
        assert each.exchange_once(it, check=True).trouble == ""


def test_what_one_desk_does_the_other_has(both: Both) -> None:
    it, one, two = both
    person = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    settle(it, one, two)
    two.register.do(acts.correct, person, phone="2")
    settle(it, one, two)
    found = one.row("persons", person)
    assert found is not None
    assert found["phone"] == "2"


def test_different_fields_meet(both: Both) -> None:
    it, one, two = both
    person = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    settle(it, one, two)
    one.register.do(acts.correct, person, phone="2")
    two.register.do(acts.correct, person, name="丁𠅤")
    settle(it, one, two)
    found = one.row("persons", person)
    assert found is not None
    assert (found["phone"], found["name"]) == ("2", "丁𠅤")


def test_of_two_changes_of_a_field_the_second_is_taken_back_and_kept(both: Both) -> None:
    it, one, two = both
    person = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    settle(it, one, two)
    one.register.do(acts.correct, person, phone="2")
    two.register.do(acts.correct, person, phone="3")
    two.register.do(acts.correct, person, phone="4")
    two.register.do(acts.enter_person, "王某")
    settle(it, one, two)
    assert [kind for _, kind, _ in two.kinds()] == ["applied", "conflict", "conflict", "applied", "applied"]
    found = two.row("persons", person)
    assert found is not None
    assert found["phone"] == "2"
    assert sorted(kind for _, kind, _ in one.kinds()) == sorted(kind for _, kind, _ in two.kinds())


def test_an_act_made_while_the_answer_was_on_its_way_stays_on_top(both: Both) -> None:
    it, one, two = both
    person = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    settle(it, one, two)
    one.register.do(acts.correct, person, phone="2", name="丁甲")
    one.exchange(it)
    name, request = rounds.ask(two.engine, two.clock())
    told = exchange(it, two.signer.id, request)
    assert isinstance(told, wire.Exchanged)
    two.register.do(acts.correct, person, phone="3")
    two.register.do(acts.enter_person, "王某")
    two.register.do(acts.correct, person, sex="1")
    rounds.take_in(two.engine, name, told, two.clock())
    found = two.row("persons", person)
    assert found is not None
    assert (found["phone"], found["name"], found["sex"]) == ("2", "丁甲", "1")
    settle(it, one, two)


def test_a_fact_stands_and_brings_what_it_rests_on(both: Both) -> None:
    it, one, two = both
    person = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    settle(it, one, two)
    one.register.do(acts.correct, person, phone="2")
    two.register.do(acts.enter_and_correct, "王某", person, phone="3")
    other = two.register.read(acts.ids)["王某"]
    two.register.do(disbursing.disburse, other, person, phone="5", name="丁甲")
    settle(it, one, two)
    for each in (one, two):
        found = each.row("persons", person)
        assert found is not None
        assert (found["phone"], found["name"]) == ("2", "丁甲")
        assert each.row("persons", other) is not None


def test_a_desk_restored_from_a_backup_gets_its_acts_back_and_keeps_its_new_ones(both: Both) -> None:
    it, one, two = both
    one.register.do(acts.enter_person, "甲")
    settle(it, one, two)
    one.register.do(acts.enter_person, "未发出")
    backup = copied(one.engine)
    for name in ("乙", "丙"):
        one.register.do(acts.enter_person, name)
    one.exchange(it)
    back = SimDesk(copied(backup), one.signer, one.clock)
    back.register.do(acts.enter_person, "丁")
    settle(it, back, two)
    assert back.register.read(acts.names) == sorted(["甲", "未发出", "乙", "丙", "丁"])
    assert one.exchange_once(it).standing == "cloned"


@pytest.mark.parametrize("new", [[], ["丁"], ["丁", "戊"]])
def test_an_older_folder_put_back_is_told_whether_or_not_work_went_on_in_it(
    both: Both, new: list[str]
) -> None:
    """Nothing in the folder knows better; the district does, and the clerk is told."""
    it, one, _ = both
    one.register.do(acts.enter_person, "甲")
    assert not any(taken.recovered for taken in _rounds(one, it))
    older = copied(one.engine)
    one.register.do(acts.enter_person, "乙")
    one.exchange(it)
    back = SimDesk(older, one.signer, one.clock)
    for name in new:
        back.register.do(acts.enter_person, name)
    took = _rounds(back, it)
    assert [taken.renumbered for taken in took if taken.recovered] == [len(new)]
    assert back.register.read(acts.names) == sorted(["甲", "乙", *new])


def _rounds(desk: SimDesk, district: District) -> list[rounds.Taken]:
    found = [desk.exchange_once(district)]
    while found[-1].again:
        found.append(desk.exchange_once(district))
    return found


def test_what_a_restored_server_forgot_comes_back_from_the_desks(both: Both) -> None:
    it, one, two = both
    one.register.do(acts.enter_person, "甲")
    settle(it, one, two)
    content = acts.district_snapshot(it)
    person = one.register.do(acts.enter_person, "乙").result
    settle(it, one, two)
    two.register.do(acts.correct, person, phone="7")
    settle(it, one, two)
    it = acts.district_restored(it, content)
    two.register.do(acts.enter_person, "丙")
    two.exchange(it)  # the other's act too
    assert two.digest() == district_digest(it)
    settle(it, two, one)
    found = one.row("persons", person)
    assert found is not None
    assert found["phone"] == "7"


def test_an_act_of_a_newer_program_stops_following_but_not_sending(both: Both) -> None:
    it, one, two = both
    one.register.do(acts.enter_person, "甲")
    settle(it, one, two)
    acts.from_the_future(it, one)
    one.register.do(acts.enter_person, "乙")
    two.register.do(acts.enter_person, "丙")
    taken = two.exchange(it)
    assert taken.trouble == "newer"
    with it.engine.connect() as connection:
        assert (
            connection.exec_driver_sql("SELECT count(*) FROM log WHERE desk = ?", (two.signer.id,)).scalar()
            == 1
        )


def _in_conflict(both: Both) -> str:
    it, one, two = both
    person: str = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    one.register.do(acts.account)
    settle(it, one, two)
    one.register.do(acts.correct, person, phone="2")
    two.register.do(acts.correct, person, phone="3", name="丁甲")
    settle(it, one, two)
    return person


@pytest.mark.parametrize(("choice", "phone"), [("mine", "3"), ("theirs", "2"), ("other", "9")])
def test_a_conflict_is_seen_everywhere_and_settled_by_an_act(both: Both, choice: Choice, phone: str) -> None:
    it, one, two = both
    person = _in_conflict(both)
    (seen,) = one.register.read(open_conflicts)
    assert two.register.read(open_conflicts) == (seen,)
    (unfit,) = seen.unfit
    assert (unfit.was, unfit.asked, unfit.held, unfit.by) == ("1", "3", "2", "张经办")
    values = {("persons", person, "phone"): "9"} if choice == "other" else None
    two.register.do(settle_conflict, seen.id, choice, "当面核对过", values)
    settle(it, one, two)
    for each in (one, two):
        assert each.register.read(open_conflicts) == ()
        found = each.row("persons", person)
        assert found is not None
        assert found["phone"] == phone


def test_what_was_taken_back_is_told_as_such_and_counts_for_nothing(both: Both) -> None:
    it, one, two = both
    person = _in_conflict(both)
    (seen,) = two.register.read(open_conflicts)

    def said(desk: SimDesk, *, taken_back: bool) -> list[tuple[str, bool]]:
        found = desk.register.read(lambda s: changes.history(s, [person], taken_back=taken_back))
        return [(each.act, each.stands) for each in reversed(found)]

    entered, first = ("desks.enter_person", True), ("desks.correct", True)
    for each in (one, two):
        assert said(each, taken_back=False) == [entered, first]
        assert sorted(said(each, taken_back=True)) == sorted([entered, first, ("desks.correct", False)])
    two.register.do(settle_conflict, seen.id, "mine", "当面核对过")
    settle(it, one, two)
    for each in (one, two):
        assert all(stands for _, stands in said(each, taken_back=True))


def test_settled_at_two_desks_the_second_is_in_conflict_itself(both: Both) -> None:
    it, one, two = both
    person = _in_conflict(both)
    (seen,) = one.register.read(open_conflicts)
    one.register.do(settle_conflict, seen.id, "theirs", "以先办的为准")
    two.register.do(settle_conflict, seen.id, "mine", "以后办的为准")
    settle(it, one, two)
    for each in (one, two):
        (late,) = each.register.read(open_conflicts)
        assert (late.act, late.kind) == ("exchange_conflicts.settle_conflict", "conflict")
        found = each.row("persons", person)
        assert found is not None
        assert found["phone"] == "2"


@pytest.mark.parametrize(
    ("who", "choice", "reason", "code"),
    [
        (acts.ACTOR, "mine", " ", "conflict.reason"),
        (Actor("b" * 32, "李某", frozenset({"clerk"})), "theirs", "x", "conflict.person"),
        (Actor("b" * 32, "李某", frozenset({"administrator"})), "mine", "x", "conflict.person"),
    ],
)
def test_settling_is_refused(both: Both, who: Actor, choice: Choice, reason: str, code: str) -> None:
    _, one, _ = both
    _in_conflict(both)
    (seen,) = one.register.read(open_conflicts)
    (problem,) = one.register.acting_as(who).rehearse(settle_conflict, seen.id, choice, reason)
    assert problem.code == code
    assert one.register.rehearse(settle_conflict, "nothing", "mine", "x")[0].code == "conflict.settled"


def test_an_act_that_made_rows_is_done_again_on_its_own_page(both: Both) -> None:
    it, one, two = both
    person = one.register.do(acts.enter_person, "丁𬭎", phone="1").result
    one.register.do(acts.account)
    settle(it, one, two)
    one.register.do(acts.correct, person, phone="2")
    two.register.do(acts.enter_and_correct, "王某", person, phone="3")
    settle(it, one, two)
    (seen,) = two.register.read(open_conflicts)
    assert two.register.rehearse(settle_conflict, seen.id, "mine", "x")[0].code == "conflict.again"
    two.register.do(settle_conflict, seen.id, "theirs", "已重新登记")
    settle(it, one, two)
    assert one.register.read(open_conflicts) == ()


def test_rows_that_an_upgrade_once_made_get_their_act_when_the_desk_is_enrolled() -> None:
    """The district has only what acts say: without it both sides would never agree again."""
    it, engine = district(), copied(template())
    Register(engine, ACTOR, "1" * 32, Clock()).do(name_desk, "1" * 32)
    with transaction(engine) as local:
        paper = {"id": "p" * 32, "entry_id": "e" * 32, "kind": "notice", "key": "1", "number": "1"}
        local.place.insert("reserve_documents", paper)
    asked = enrolment.begin(engine, INVITATION, "1号窗口")
    with looking(engine) as local:
        state = local.state()
    assert state is not None
    made = SimDesk(engine, enrolment.signer(state))
    assert made.kinds()[-1][0] == enrolment.SAID_LATER
    assert asked.head.number == 2
    enrol(it, made.signer, TOWN, 1)
    enrolment.complete(engine, wire.Enrolled(town=TOWN, digit=1, generation="", server_time=""))
    made.exchange(it)
    assert made.digest() == district_digest(it)
    assert made.register.read(lambda s: list(log.rows(s))) == []
    enrolment.begin(engine, INVITATION, "1号窗口")
    assert made.kinds()[-1][0] == enrolment.SAID_LATER
    assert len(made.kinds()) == 2


def test_each_exchange_in_which_something_was_said_leaves_a_line(both: Both) -> None:
    it, one, two = both
    one.register.do(acts.enter_person, "丁𬭎")
    settle(it, one, two)
    assert [(each.way, each.sent, each.taken) for each in one.register.read(rounds_of)] == [("line", 1, 0)]
    assert [(each.way, each.sent, each.taken) for each in two.register.read(rounds_of)] == [("line", 0, 1)]


def test_two_desks_that_were_restored_count_each_for_itself_and_leave_nothing_to_settle(both: Both) -> None:
    it, one, two = both
    for each in both[1:]:
        each.register.do(numbers.give_number, "s")
    settle(it, one, two)
    backups = [copied(each.engine) for each in both[1:]]
    for each in both[1:]:
        each.register.do(numbers.give_number, "s")
    settle(it, one, two)
    again = [SimDesk(backup, each.signer, each.clock) for backup, each in zip(backups, both[1:], strict=True)]
    for each, before in zip(again, both[1:], strict=True):
        handed_out = before.register.read(numbers.handed_out)
        each.register.do(restoration.restored, handed_out, 1)
    settle(it, *again)
    for each in again:
        assert each.register.read(open_conflicts) == ()
        with looking(each.engine) as local:
            assert anchor.epoch_of(local.db) == 1
        each.register.do(numbers.give_number, "s")
    settle(it, *again)
    given = again[0].register.read(numbers.handed_out)
    assert given == {"s": 3, "s/2": 3} | {anchor.restores(each.signer.id): 1 for each in again}
