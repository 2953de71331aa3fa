"""Every format that can be attached is opened, whole, damaged or absurd, and the desk goes on."""

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ui import foreign_files as files
from zqdesk.records import attachments as store
from zqdesk.rules.problem import Refused
from zqdesk.ui.desk import decoding
from zqdesk.ui.desk.decoding import Decoder
from zqdesk.ui.printing import attachments

KINDS = files.whole()
SUFFIX_OF = {"jpeg": ".jpg", "png": ".png", "tiff": ".tif", "bmp": ".bmp", "webp": ".webp", "pdf": ".pdf"}


@pytest.fixture(scope="module")
def decoder() -> Iterator[Decoder]:
    made = Decoder()
    yield made
    made.stop()


def test_every_kind_that_is_offered_is_tried() -> None:
    tried = {SUFFIX_OF[media_type.partition("/")[2]] for media_type, _ in KINDS.values()}
    assert tried | {".jpeg", ".tiff"} == set(attachments.SUFFIXES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_file_is_shown_as_it_is(decoder: Decoder, kind: str) -> None:
    media_type, content = KINDS[kind]
    assert store.sniff(content) == media_type
    count, (image,) = decoder.pages(content, media_type)
    assert count == 1
    ground, spot = (
        image.pixelColor(image.width() * x // 60, image.height() * y // 80) for x, y in ((50, 70), (25, 35))
    )
    assert ground.lightness() > 200 > spot.lightness(), (ground.name(), spot.name())
    small = decoder.thumbnail(content, media_type, 72)
    assert max(small.width(), small.height()) == 72


@given(st.data())
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_shown_or_refused(decoder: Decoder, kind: str, data: st.DataObject) -> None:
    media_type, content = KINDS[kind]
    places = st.integers(0, len(content) - 1)
    flips = data.draw(st.dictionaries(places, st.integers(0, 255), max_size=8))
    damaged = bytearray(content)
    for place, value in flips.items():
        damaged[place] = value
    _shown_or_refused(decoder, bytes(damaged[: data.draw(places) or len(content)]), media_type)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_anywhere_is_shown_or_refused(decoder: Decoder, kind: str) -> None:
    media_type, content = KINDS[kind]
    for end in range(0, len(content), max(1, len(content) // 60)):
        _shown_or_refused(decoder, content[:end], media_type)


def _shown_or_refused(decoder: Decoder, content: bytes, media_type: str) -> None:
    running = decoder._child._running
    with suppress(Refused):
        _, images = decoder.pages(content, media_type)
        assert images
        assert not any(image.isNull() for image in images)
    assert running in (None, decoder._child._running), "it brought the child down"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (files.huge_png(60_000), "image/png"),
        (files.huge_bmp(30_000), "image/bmp"),
        (files.huge_tiff(60_000), "image/tiff"),
        (files.LOOPING_PDF, "application/pdf"),
        (files.EMPTY_PDF, "application/pdf"),
        (files.saved(files.picture(), "TIFF", compression="jpeg"), "image/tiff"),
    ],
    ids=["png", "bmp", "tiff", "a looping page tree", "no page", "a compression that is not known"],
)
def test_what_is_huge_or_makes_no_sense_is_refused_in_a_sentence(
    decoder: Decoder, content: bytes, media_type: str
) -> None:
    with pytest.raises(Refused) as refused:
        decoder.pages(content, media_type)
    (problem,) = refused.value.problems
    assert problem.code != "picture.heavy", "not even the child should come near its limits"
    assert problem.text.endswith("。")


BOMBS = files.bombs()


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_is_shown_or_refused_within_the_limits(decoder: Decoder, kind: str) -> None:
    """Of pixels, frames, pages, profiles and texts; afterwards the next file is shown as if nothing had been."""
    media_type, content = BOMBS[kind]
    assert store.sniff(content) == media_type
    assert len(content) < store.LARGEST_BYTES
    began = time.monotonic()
    with suppress(Refused):
        _, images = decoder.pages(content, media_type)
        assert 1 <= len(images) <= decoding.SHEETS
        assert all(image.width() * image.height() <= decoding.MOST_SHOWN for image in images)
    assert time.monotonic() - began < decoding.MOST_SECONDS + 5
    media_type, content = KINDS["PNG"]
    assert decoder.pages(content, media_type)[0] == 1


@pytest.mark.parametrize("points", [(14_400, 14_400), (1, 900_000), (9_000_000, 900_000)])
def test_a_page_of_any_size_is_drawn_small_enough(decoder: Decoder, points: tuple[int, int]) -> None:
    _, (image,) = decoder.pages(files.pdf_sheet(*points), "application/pdf")
    assert image.width() * image.height() < decoding.MOST_SHOWN * 1.01
    assert max(image.width(), image.height()) <= decoding.LONGEST_SIDE + 1


@pytest.mark.parametrize(("kind", "media_type"), [("TIFF", "image/tiff"), ("PDF", "application/pdf")])
def test_a_long_file_comes_a_few_pages_at_a_time(decoder: Decoder, kind: str, media_type: str) -> None:
    content = files.pages(kind, 25)
    assert [
        (count, len(images))
        for count, images in (decoder.pages(content, media_type, first) for first in (0, 10, 20))
    ] == [(25, 10), (25, 10), (25, 5)]
