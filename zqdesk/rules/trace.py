"""A result that explains itself: the lines the screen, the paper and the tests read."""

from zqdesk.frozen import frozen


@frozen
class Line:
    """One step of a calculation.

    `label` and `value` are shown side by side (value already formatted, e.g. `2,004.00`), `formula` is
    the arithmetic behind it in words and figures, `source` the article or notice it rests on, `key` a
    stable name for tests (`gap`, `uplift.serious_illness`, `total` …).
    """

    key: str
    label: str
    value: str
    formula: str = ""
    source: str = ""


Trace = tuple[Line, ...]
