"""The only thing a user is told is wrong."""

from zqdesk.frozen import frozen


@frozen
class Problem:
    """One reason why something cannot be done as asked.

    `code` is stable and tested (`id_number.checksum`), `text` is the Chinese sentence shown,
    `field` names the input it belongs to (empty: the act as a whole), `source` the article of law.
    """

    code: str
    text: str
    field: str = ""
    source: str = ""


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """An act was not done; nothing was stored. Carries every reason at once."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{p.code}" for p in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type["Refused"], tuple[Problem, ...]]:
        """So that it comes whole out of another process."""
        return Refused, self.problems


def refuse_if(problems: list[Problem]) -> None:
    """Raise `Refused` with all problems, if there are any."""
    if problems:
        raise Refused(*problems)
