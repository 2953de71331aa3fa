"""The door of letters: strangers all hear the same, nothing large is taken in, and whoever is cut off harms nobody."""

import os
import random
import socket
import ssl
import zlib
from pathlib import Path

import msgspec
import pytest

from tests.district.desk import Desk
from tests.district.server import Server
from zqdesk.district.door.app import SAID
from zqdesk.sync import letters, wire
from zqdesk.sync.letters import Signer
from zqdesk.sync.wire import Exchanged

ELSEWHERE = "127.0.0.2"
"""Another address of this machine: who is refused there uses up nobody else's patience."""


def test_no_stranger_learns_what_was_wrong(server: Server, town: str) -> None:
    known = server.desk(town)
    other = Desk(known.invitation, known.certificate)
    good = letters.open_letter(known.letter(known.asking()))
    wrong = {
        "unknown": other.letter(other.asking()),
        "of another key": letters.write(
            known.asking(), Signer.of(known.signer.id, os.urandom(32)), known.invitation.district, bytes(16)
        ),
        "to another district": letters.write(known.asking(), known.signer, "370115", bytes(16)),
        "altered": letters.frame(
            msgspec.msgpack.encode(msgspec.structs.replace(good, body=good.body + b"x"))
        ),
        "from another": letters.frame(
            msgspec.msgpack.encode(msgspec.structs.replace(good, sender=other.signer.id))
        ),
        "enrols another": letters.write(
            other.enrolling(desk="x"), other.signer, known.invitation.district, bytes(16)
        ),
    }
    heard = {name: known.send(letter, source="127.0.0.3") for name, letter in wrong.items()}
    assert heard == dict.fromkeys(wrong, (403, SAID[403].encode()))


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/v1/letters"), ("POST", "/v1/other"), ("PUT", "/health")]
)
def test_whatever_is_no_letter_hears_the_same(server: Server, town: str, method: str, path: str) -> None:
    desk = server.stranger(town)
    assert desk.send(b"", path, method) in [(404, SAID[404].encode()), (405, b"Method Not Allowed")]


def test_what_is_no_frame_is_refused(server: Server, town: str) -> None:
    desk = server.stranger(town)
    for content in (b"", b"GET", b"ZQX1", b"ZQX1\x00" + os.urandom(200), b"ZQX1\x01" + os.urandom(200)):
        assert desk.send(content, source=ELSEWHERE) == (400, SAID[400].encode())


def test_a_frame_that_would_fill_the_memory_is_refused(server: Server, town: str) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 300_000
    assert server.stranger(town).send(b"ZQX1\x01" + bomb, source=ELSEWHERE)[0] == 400


def test_what_says_it_is_too_long_is_not_read(server: Server, town: str) -> None:
    line = server.stranger(town).line(ELSEWHERE)
    line.putrequest("POST", "/v1/letters")
    line.putheader("Content-Length", str(wire.FRAME_BYTES + 1))
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


def test_who_is_refused_too_often_waits(server: Server, town: str) -> None:
    desk = server.desk(town)
    heard = [desk.send(b"ZQX1\x00nothing", source="127.0.0.4")[0] for _ in range(30)]
    assert heard[:15] == [400] * 15
    assert heard[-1] == 429
    assert desk.send(desk.letter(desk.asking()), source="127.0.0.4")[0] == 429
    assert desk.send(desk.letter(desk.asking()))[0] == 200


def test_a_letter_that_is_cut_does_nothing(server: Server, town: str) -> None:
    desk = server.desk(town)
    desk.account("王𬭎")
    letter = desk.letter(desk.asking())
    said = f"POST /v1/letters HTTP/1.1\r\nHost: x\r\nContent-Length: {len(letter)}\r\n\r\n".encode() + letter
    chosen = random.Random(1)
    for length in sorted(chosen.sample(range(len(said)), 12)):
        line = _line(server, desk.certificate)
        line.sendall(said[:length])
        line.close()
    assert [each.position for each in desk.exchange(desk.asking()).entries] == [1]


def test_an_answer_that_is_lost_is_given_again(server: Server, town: str) -> None:
    desk = server.desk(town)
    desk.account("王𬭎")
    letter = desk.letter(desk.asking())
    line = _line(server, desk.certificate)
    line.sendall(
        f"POST /v1/letters HTTP/1.1\r\nHost: x\r\nContent-Length: {len(letter)}\r\n\r\n".encode() + letter
    )
    line.recv(1)
    line.close()
    told = desk.read(desk.send(letter)[1])
    assert isinstance(told, Exchanged)
    assert [each.position for each in told.entries] == [1]


def test_only_this_machine_is_told_of_health_and_figures(server: Server, town: str) -> None:
    desk = server.desk(town)
    desk.exchange(desk.asking())
    assert desk.send(b"", "/health", "GET") == (200, b"ok")
    figures = desk.send(b"", "/metrics", "GET")[1].decode()
    assert 'zqdesk_letters_total{kind="exchange-exchanged",status="200"}' in figures
    assert town not in figures
    for path in ("/health", "/metrics"):
        assert desk.send(b"", path, "GET", source=ELSEWHERE) == (404, SAID[404].encode())


def test_the_log_names_codes_and_no_person(server: Server, town: str) -> None:
    desk = server.desk(town)
    desk.account("王𬭎")
    desk.write("staff.x", [["accounts", "x", {"name": ["李四", "370114190001010014"]}]])
    desk.exchange(desk.asking())
    desk.send(b"ZQX1\x00nothing")
    lines = [msgspec.json.decode(line) for line in server.log.splitlines()]
    assert {"server.started", "letters.refused"} <= {line["event"] for line in lines}
    assert server.log.isascii()
    assert not any(word in server.log for word in ("\\u", "370114190001010014"))


def _line(server: Server, certificate: Path) -> ssl.SSLSocket:
    context = ssl.create_default_context(cafile=str(certificate))
    line = socket.create_connection(("127.0.0.1", server.settings.port), timeout=30)
    return context.wrap_socket(line, server_hostname="127.0.0.1")
