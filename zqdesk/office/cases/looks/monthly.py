"""What a programme with a roll says of the money it pays month by month."""

from collections.abc import Callable

from zqdesk.frozen import frozen
from zqdesk.rules.parameters import Parameters


@frozen
class Monthly:
    """How the month's money is called, what its part kept apart is, what the certificate is called on its list.

    `standard`: the most that a person may get of the basic amount, by the law of the month and urban or rural.
    """

    title: str
    uplift: str
    certificate: str
    standard: Callable[[Parameters, str], int]
