"""A desk killed between any two steps of a restore: the old database or the new one, whole, and nothing is lost."""

from tests import town
from tests.faults.a_process import printed
from tests.faults.restoring_and_dying import HARMS, LATER, SAVED


def test_killed_between_any_two_steps(data: town.Vault) -> None:
    told = printed("tests.faults.restoring_and_dying", data.folder, data.recovery_code)
    lines = [line.split() for line in told]
    whole = str(SAVED + LATER)
    for harm, step, end, present, kept, state in lines:
        wanted = {(whole, "-"), (str(SAVED), whole)} if end == "died" else {(str(SAVED), whole)}
        assert (present, kept) in wanted, (harm, step, end, present, kept)
        assert state == "sound", (harm, step, end, state)
    for harm in HARMS:
        ends = [(end, present) for name, _, end, present, *_ in lines if name == harm]
        assert ends.count(("died", whole)) > 10, "some die before anything is replaced"
        assert ends.count(("died", str(SAVED))) > 5, "some in the middle, to be finished at the next start"
        assert ends[-1] == ("done", str(SAVED))
