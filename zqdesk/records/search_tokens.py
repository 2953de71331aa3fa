"""The words of the search index: what is kept of a name or place, and what a typed word looks up there.

A mark before each says what it is of. A name: m the whole, n one or two neighbouring characters, j and g the whole
in initials and in full pinyin, i up to three neighbouring initials, s a syllable alone or with a neighbour, of
which one may be its initial. A place: p characters; a village: y initials, t syllables.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product

from zqdesk.rules.readings import Spelled, fold, spelled, syllables

LONGEST = 50
"""No name is longer; what is typed beyond it is not looked at."""
MOST_PARSES = 8
_DOUBLE = ("zh", "ch", "sh")


def of_entry(title: str, place: str, village: str) -> str:
    """Every token of a record, as FTS5 takes them."""
    return " ".join((*_of_name(title), *_of_place(place), *_of_village(village)))


# A roll has many records of one place, and two of each head of a household.
@lru_cache(maxsize=1 << 13)
def _of_name(title: str) -> tuple[str, ...]:
    name = _joined(title)
    sounds = spelled(title, name=True)
    tokens = [_token("m", name), *_all_runs("n", name)] if name else []
    for whole in _combinations(sounds):
        tokens += (_token("j", "".join(syllable[0] for syllable in whole)), _token("g", "".join(whole)))
    return (*tokens, *_sounds("i", "s", sounds))


@lru_cache(maxsize=1 << 12)
def _of_place(place: str) -> tuple[str, ...]:
    return tuple(_all_runs("p", _joined(place)))


@lru_cache(maxsize=1 << 10)
def _of_village(village: str) -> tuple[str, ...]:
    return _sounds("y", "t", spelled(village, name=True))


def match(words: Iterable[str], *, whole: bool) -> str:
    """The FTS5 query for all of these words, already folded; `whole`: each is a whole name."""
    return " AND ".join(f"({_word(word[:LONGEST], whole=whole)})" for word in words)


def _word(word: str, *, whole: bool) -> str:
    if word.isascii():
        return f"{_token('j', word)} OR {_token('g', word)}" if whole else _letters(word)
    if whole:
        return _token("m", word)
    return f"({' AND '.join(_runs('n', word, 2))}) OR ({' AND '.join(_runs('p', word, 2))})"


def _letters(word: str) -> str:
    parses = dict.fromkeys((tuple(word), *_parses(word)))
    return " OR ".join(f"({_parse(marks[0], marks[1], parse)})" for marks in ("is", "yt") for parse in parses)


def _parse(initial: str, syllable: str, parse: Sequence[str]) -> str:
    """All of the tokens that together say that these pieces occur: the last one may be half typed."""
    if all(len(piece) == 1 for piece in parse):
        return " AND ".join(_runs(initial, "".join(parse), 3))
    *before, last = parse
    ends = _ends(last)
    if not before:
        return _either(syllable, ends)
    shortened = [piece[0] if piece in _DOUBLE else piece for piece in before]
    pairs = [_pair(initial, syllable, first, then) for first, then in pairwise(shortened)]
    pairs.append("(" + " OR ".join(_pair(initial, syllable, shortened[-1], end) for end in ends) + ")")
    return " AND ".join(pairs)


@cache
def _ends(last: str) -> tuple[str, ...]:
    """The syllables that a last piece may become; an initial stands for itself."""
    return (last,) if len(last) == 1 else tuple(sorted(full for full in syllables() if full.startswith(last)))


def _pair(initial: str, syllable: str, first: str, then: str) -> str:
    both_short = len(first) == len(then) == 1
    return _token(initial, first + then) if both_short else _token(syllable, f"{first} {then}")


def _either(mark: str, texts: Iterable[str]) -> str:
    return " OR ".join(_token(mark, text) for text in texts)


@lru_cache(maxsize=1 << 12)
def _parses(letters: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read letters as syllables and initials, those of long pieces first; the last may be half typed."""
    if not letters:
        return ((),)
    known = syllables()
    longest = max(map(len, known))
    heads = [
        letters[:length]
        for length in range(min(longest, len(letters)), 0, -1)
        if letters[:length] in known
        or letters[:length] in _DOUBLE
        or (
            (length == 1 or length == len(letters))
            and any(full.startswith(letters[:length]) for full in known)
        )
    ]
    found = [(head, *rest) for head in heads for rest in _parses(letters[len(head) :])]
    return tuple(found[:MOST_PARSES])


def _sounds(initial: str, syllable: str, sounds: Spelled) -> tuple[str, ...]:
    """The tokens of some characters, each once."""
    short = [tuple(dict.fromkeys(full[0] for full in options)) for options in sounds]
    tokens: dict[str, None] = {}
    for length in (1, 2, 3):
        for start in range(len(short) - length + 1):
            for letters in product(*short[start : start + length]):
                tokens[_token(initial, "".join(letters))] = None
    for options in sounds:
        for full in options:
            tokens[_token(syllable, full)] = None
    either = [
        tuple(dict.fromkeys((*options, *letters))) for options, letters in zip(sounds, short, strict=True)
    ]
    for first, then in pairwise(either):
        for one, other in product(first, then):
            if len(one) > 1 or len(other) > 1:
                tokens[_token(syllable, f"{one} {other}")] = None
    return tuple(tokens)


def _combinations(sounds: Spelled) -> Iterator[tuple[str, ...]]:
    """A whole name in its common reading, and with any one character read otherwise."""
    usual = tuple(options[0] for options in sounds)
    if usual:
        yield usual
    for at, options in enumerate(sounds):
        for other in options[1:]:
            yield (*usual[:at], other, *usual[at + 1 :])


def _joined(text: str) -> str:
    return "".join(fold(text).split())


def _runs(mark: str, text: str, longest: int) -> list[str]:
    """The tokens that together say `text` occurs: one, or all its neighbours of the longest kept length."""
    length = min(longest, len(text))
    return [_token(mark, text[n : n + length]) for n in range(len(text) - length + 1)]


def _all_runs(mark: str, text: str) -> Iterator[str]:
    for length in (1, 2):
        if length <= len(text):
            yield from _runs(mark, text, length)


@lru_cache(maxsize=1 << 16)
def _token(mark: str, text: str) -> str:
    return mark + text.encode("utf-16-be", "surrogatepass").hex()
