"""How each programme shows itself; a new one is one line here."""

from collections.abc import Mapping

from zqdesk.ui.pages.allowance.face import ALLOWANCE
from zqdesk.ui.pages.cases.face import Face
from zqdesk.ui.pages.relief.face import RELIEF
from zqdesk.ui.pages.support.face import SUPPORT

FACES: Mapping[str, Face] = {
    "allowance": ALLOWANCE,
    "relief": RELIEF,
    "support": SUPPORT,
}
