"""A desk reported lost learns it at its next contact: its keys are gone, there and in its backups, and the page says why."""

import pytest

from tests.ui.shell.hands import Hands
from zqdesk.records import keys
from zqdesk.records.backups import backup
from zqdesk.records.faults import Known
from zqdesk.sync.round import Taken
from zqdesk.ui.desk.exchanging import Exchanger
from zqdesk.ui.entrance.trouble import TroublePage


def test_a_lost_desk_destroys_its_keys_and_says_so(busy: Hands) -> None:
    folder, opened = busy.desk.folder, busy.desk.opened
    assert opened is not None
    copy = backup.make(folder, opened.key, opened.register.engine, "daily", busy.desk.clock()).path
    exchanger = busy.desk.exchanger
    assert isinstance(exchanger, Exchanger)
    exchanger._tell(Taken(standing="lost"))
    busy.settle()
    page = busy.window.gate
    assert isinstance(page, TroublePage)
    assert page.code == "vault.destroyed"
    assert busy.desk.opened is None
    for place in (folder, copy):
        with pytest.raises(Known, match=r"vault\.destroyed"):
            keys.load(place)
