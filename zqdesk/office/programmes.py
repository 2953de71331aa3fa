"""The programmes of the desk; a new one is one line here."""

from collections.abc import Mapping

from zqdesk.office.allowance.programme import ALLOWANCE
from zqdesk.office.cases.programme import Programme
from zqdesk.office.relief.programme import RELIEF
from zqdesk.office.support.programme import SUPPORT

PROGRAMMES: Mapping[str, Programme] = {programme.id: programme for programme in (ALLOWANCE, RELIEF, SUPPORT)}
"""By the name that is stored with each case, in the order of the lists."""
