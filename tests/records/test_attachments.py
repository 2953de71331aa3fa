"""Scans: kept once, encrypted, under names that say nothing, and checked whenever they are read."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tests import town
from zqdesk.records import attachments
from zqdesk.records.faults import Known
from zqdesk.rules.problem import Refused

PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 50


def test_what_is_stored_is_loaded(data: town.Vault) -> None:
    digest = attachments.store(data.folder, data.key, PNG)
    assert attachments.load(data.folder, data.key, digest) == PNG


def test_the_same_content_is_kept_once_and_written_once(data: town.Vault) -> None:
    digest = attachments.store(data.folder, data.key, PNG)
    sealed = attachments.place(data.folder, digest).read_bytes()
    assert attachments.store(data.folder, data.key, PNG) == digest
    assert attachments.place(data.folder, digest).read_bytes() == sealed
    assert len(list((data.folder / attachments.FOLDER).iterdir())) == 1


def test_names_and_content_tell_nothing_without_the_key(data: town.Vault) -> None:
    digest = attachments.store(data.folder, data.key, PNG)
    assert attachments.store(data.folder, bytes(32), PNG) != digest
    assert b"picture" not in attachments.place(data.folder, digest).read_bytes()


@pytest.mark.parametrize("where", [0, 12, 100, -1])
def test_a_changed_byte_is_noticed(data: town.Vault, where: int) -> None:
    path = attachments.place(data.folder, digest := attachments.store(data.folder, data.key, PNG))
    content = bytearray(path.read_bytes())
    content[where] ^= 1
    path.write_bytes(content)
    with pytest.raises(Known) as fault:
        attachments.load(data.folder, data.key, digest)
    assert (fault.value.code, fault.value.detail) == ("attachment.damaged", digest)


def test_a_file_under_another_name_is_noticed(data: town.Vault) -> None:
    one = attachments.store(data.folder, data.key, PNG)
    two = attachments.store(data.folder, data.key, PNG + b"2")
    attachments.place(data.folder, two).replace(attachments.place(data.folder, one))
    codes = [fault.code for fault in attachments.verify_all(data.folder, data.key, [one, two])]
    assert codes == ["attachment.damaged", "attachment.missing"]


def test_content_sealed_by_the_key_under_a_foreign_digest_is_noticed(data: town.Vault) -> None:
    digest = attachments.store(data.folder, data.key, PNG)
    cipher = AESGCM(attachments._derive(data.key, b"content"))
    sealed = bytes(attachments.NONCE_BYTES) + cipher.encrypt(
        bytes(attachments.NONCE_BYTES), b"%PDF-other", digest.encode()
    )
    attachments.place(data.folder, digest).write_bytes(sealed)
    with pytest.raises(Known) as fault:
        attachments.load(data.folder, data.key, digest)
    assert fault.value.code == "attachment.damaged"


@pytest.mark.parametrize("content", [b"", b"torn"])
def test_a_torn_file_is_written_anew(data: town.Vault, content: bytes) -> None:
    digest = attachments.store(data.folder, data.key, PNG)
    attachments.place(data.folder, digest).write_bytes(content)
    assert attachments.store(data.folder, data.key, PNG) == digest
    assert attachments.load(data.folder, data.key, digest) == PNG


def test_more_than_fifty_megabytes_are_refused(data: town.Vault) -> None:
    full = PNG.ljust(50 * 1024 * 1024)
    assert attachments.load(data.folder, data.key, attachments.store(data.folder, data.key, full)) == full
    with pytest.raises(Refused) as refused:
        attachments.store(data.folder, data.key, full + b"x")
    assert refused.value.problems[0].code == "attachment.size"


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xe0 jpeg", "image/jpeg"),
        (PNG, "image/png"),
        (b"%PDF-1.7", "application/pdf"),
        (b"II*\x00abcd", "image/tiff"),
        (b"MM\x00*abcd", "image/tiff"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"BM\x46\x00\x00\x00\x00\x00\x00\x00\x36" + bytes(30), "image/bmp"),
    ],
)
def test_scans_are_known_by_their_beginning(content: bytes, media_type: str) -> None:
    assert attachments.sniff(content) == media_type


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"PK\x03\x04",
        b"<html>",
        b"BMW is no picture of this kind",
        b"GIF89a",
        b"RIFF1234AVI ",
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        attachments.sniff(content)
    assert refused.value.problems[0].code == "attachment.kind"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        *((b"\0\0\0\x18ftyp" + brand, "另存为 JPEG") for brand in (b"heic", b"mif1", b"avif", b"hevc")),
        *((b"\0\0\0\x18ftyp" + brand, "截取其中的画面") for brand in (b"mp42", b"qt  ", b"isom")),
        *((begin + bytes(40), "另存为 PDF") for begin in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf1")),
    ],
)
def test_a_usual_kind_that_cannot_be_kept_is_named(content: bytes, said: str) -> None:
    with pytest.raises(Refused) as refused:
        attachments.sniff(content)
    assert said in refused.value.problems[0].text


def test_a_link_to_nowhere_is_a_missing_scan(data: town.Vault, tmp_path: Path) -> None:
    digest = attachments.store(data.folder, data.key, PNG)
    path = attachments.place(data.folder, digest)
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    with pytest.raises(Known) as fault:
        attachments.load(data.folder, data.key, digest)
    assert fault.value.code == "attachment.missing"
