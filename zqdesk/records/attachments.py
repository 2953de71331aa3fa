"""Scans and photos, kept encrypted outside the database under names that say nothing about them."""

import hashlib
import hmac
import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zqdesk.records.faults import Known, told
from zqdesk.records.files import make_folder, sync_folder, write_durably
from zqdesk.rules.problem import Problem, Refused

FOLDER = "attachments"
LARGEST_BYTES = 50 * 1024 * 1024
NONCE_BYTES = 12
_BEGINNINGS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_OF_TELEPHONES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


def sniff(content: bytes) -> str:
    """The media type by what the file begins with, whatever it is called; anything but scans and PDF is refused."""
    for beginning, media_type in _BEGINNINGS:
        if content.startswith(beginning):
            return media_type
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[:2] == b"BM" and content[6:10] == bytes(4) and len(content) > 26:
        return "image/bmp"
    text = "只能添加图片（JPEG、PNG、TIFF、BMP、WebP）或 PDF 文件。" if content else "这个文件是空的。"
    raise Refused(Problem("attachment.kind", text + _advice(content), "attachment"))


def _advice(content: bytes) -> str:
    """What to do with the usual kinds that cannot be kept: what telephones take, what offices send."""
    if content[4:8] == b"ftyp":
        if content[8:12] in _OF_TELEPHONES:
            return "这是手机拍的 HEIC 照片，请在手机上改为 JPEG（“兼容性最佳”）重拍，或另存为 JPEG 再添加。"
        return "这是录像，请截取其中的画面，存为图片再添加。"
    if content.startswith(b"PK\x03\x04"):
        return "这是 Word、Excel、OFD 等文档或压缩包，请打开后另存为 PDF 再添加。"
    if content.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")):
        return "这是 Word、Excel、WPS 等文档，请打开后另存为 PDF 再添加。"
    return ""


def store(folder: Path, key: bytes, content: bytes) -> str:
    """Keep a file and return its digest, by which it is found again; the same content is kept once.

    Written to the disk before the act that mentions it commits. Refused: more than 50 MB.
    """
    refuse_too_large(content)
    digest = _digest(key, content)
    path = place(folder, digest)
    if _is_sound(folder, key, digest):
        with told():
            os.utime(path)  # young again: what nothing named so far is about to be named (`sweeping`)
        return digest
    if not path.parent.exists():
        with told():
            make_folder(path.parent)
            sync_folder(folder)
    nonce = os.urandom(NONCE_BYTES)
    write_durably(path, nonce + AESGCM(_derive(key, b"content")).encrypt(nonce, content, digest.encode()))
    return digest


def refuse_too_large(content: bytes) -> None:
    """Refused: more than 50 MB."""
    if len(content) > LARGEST_BYTES:
        raise Refused(Problem("attachment.size", "文件超过 50 MB，请降低扫描分辨率后再添加。", "attachment"))


def load(folder: Path, key: bytes, digest: str) -> bytes:
    """The content of a file, checked against its digest; a missing or changed file is a known fault."""
    path = place(folder, digest)
    with told():
        try:
            sealed = path.read_bytes()
        except FileNotFoundError as error:
            raise _fault("attachment.missing", "附件文件不见了。", digest) from error
    try:
        content = AESGCM(_derive(key, b"content")).decrypt(
            sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], digest.encode()
        )
    except (InvalidTag, ValueError) as error:
        raise _fault("attachment.damaged", "附件文件已损坏。", digest) from error
    if not hmac.compare_digest(_digest(key, content), digest):
        raise _fault("attachment.damaged", "附件文件已损坏。", digest)
    return content


def verify_all(
    folder: Path,
    key: bytes,
    digests: Iterable[str],
    progress: Callable[[int], object] = lambda _done: None,
) -> Iterator[Known]:
    """The fault of every file that is missing or not what it was when it was stored."""
    for done, digest in enumerate(digests, 1):
        try:
            load(folder, key, digest)
        except Known as fault:
            yield fault
        progress(done)


def place(folder: Path, digest: str) -> Path:
    """Where a file is kept in the data folder."""
    return folder / FOLDER / digest


def _is_sound(folder: Path, key: bytes, digest: str) -> bool:
    return place(folder, digest).exists() and not any(verify_all(folder, key, [digest]))


def _fault(code: str, happened: str, digest: str) -> Known:
    todo = "请从备份中恢复，或重新扫描后再添加。"
    return Known(code, happened, "其他内容没有受影响。", todo, digest)


def _digest(key: bytes, content: bytes) -> str:
    return hmac.new(_derive(key, b"name"), content, hashlib.sha256).hexdigest()


def _derive(key: bytes, purpose: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt=None, info=b"zqdesk attachment " + purpose).derive(key)
