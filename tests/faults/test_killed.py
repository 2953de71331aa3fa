"""A desk killed in the middle of saving: every act is there as a whole or not at all, and none is lost."""

from tests import town
from tests.faults.a_process import printed
from tests.faults.killing import DEATHS


def test_killed_at_any_moment_of_saving(data: town.Vault) -> None:
    told = printed("tests.faults.killing", data.folder, data.key.hex())
    deaths = [line.split() for line in told]
    assert len(deaths) == DEATHS
    for reported, there, state in deaths:
        assert state == "sound"
        # The one that was being saved may be there although nobody was told so any more.
        assert int(there) - int(reported) in {0, 1}
    assert int(deaths[-1][1]) > DEATHS
