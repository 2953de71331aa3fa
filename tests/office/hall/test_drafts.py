"""Half-typed entries are kept per account, form and subject, and leave no trace in the history."""

from tests import town
from tests.office.family import refused
from zqdesk.office.hall import drafts
from zqdesk.office.hall.numbers import full_number, give_number
from zqdesk.records import changes
from zqdesk.records.register import Register, Work
from zqdesk.rules.problem import Problem, Refused


def test_what_was_typed_is_there_again_and_replaced_by_what_is_typed_later(
    register: Register, clock: town.Clock
) -> None:
    register.do(drafts.save, "intake", "", {"name": "张"})
    clock.forward(seconds=1)
    register.do(drafts.save, "intake", "", {"name": "𬭎某", "lines": [1, None]})
    assert register.read(drafts.load, town.CLERK.id, "intake", "") == {"name": "𬭎某", "lines": [1, None]}
    (row,) = register.read(drafts.listing, town.CLERK.id)
    assert (row.form, row.saved_at) == ("intake", clock.now)


def test_drafts_of_others_forms_and_subjects_are_apart(register: Register, clock: town.Clock) -> None:
    register.do(drafts.save, "intake", "", {"n": 1})
    clock.forward(seconds=1)
    register.do(drafts.save, "intake", "case", {"n": 2})
    register.acting_as(town.SECOND_CLERK).do(drafts.save, "intake", "", {"n": 3})
    assert [row.content["n"] for row in register.read(drafts.listing, town.CLERK.id)] == [2, 1]
    assert register.read(drafts.load, town.CLERK.id, "visit", "") is None


def test_a_discarded_draft_is_gone_and_nothing_is_logged(register: Register) -> None:
    before = register.read(lambda session: session.execute(changes.changes.select()).all())
    register.do(drafts.save, "intake", "", {"n": 1})
    register.do(drafts.discard, "intake", "")
    register.do(drafts.discard, "intake", "")
    assert register.read(drafts.load, town.CLERK.id, "intake", "") is None
    assert register.read(lambda session: session.execute(changes.changes.select()).all()) == before


def test_a_refused_act_takes_no_number(register: Register) -> None:
    def refuse(work: Work) -> None:
        give_number(work, "370114001-2026-DB")
        raise Refused(Problem("test.refused", "不办", ""))

    given = [register.do(give_number, "370114001-2026-DB").result]
    refused(register, refuse)
    given += [register.do(give_number, "370114001-2026-DB").result, register.do(give_number, "other").result]
    assert given == [1, 2, 1]
    assert full_number("370114001-2026-DB", 137) == "370114001-2026-DB-00137"
