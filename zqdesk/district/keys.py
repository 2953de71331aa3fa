"""What the server is known by: its id, its keys for signing and sealing, its certificate. Files for their owner only.

They are kept beside the database and never in it: who reads a dump of it cannot speak for the district.
"""

import ipaddress
import sys
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.x509.oid import NameOID

from zqdesk.frozen import frozen
from zqdesk.records.files import make_folder, write_durably
from zqdesk.sync.letters import Signer

FOLDER = "keys"
ID, ADDRESS, SIGNING, SEALING = "district", "address", "signing.key", "sealing.key"
CERTIFICATE, CERTIFICATE_KEY = "certificate.pem", "certificate.key"
YEARS_GOOD = 30
"""Desks trust this one certificate by its fingerprint and no authority: nothing is gained by its running out."""


@frozen
class Identity:
    """The server's own keys."""

    signer: Signer
    sealing: X25519PrivateKey
    folder: Path

    @property
    def id(self) -> str:
        return self.signer.id

    @property
    def sealing_public(self) -> bytes:
        return self.sealing.public_key().public_bytes_raw()

    @property
    def address(self) -> str:
        """Where desks are told to find the server."""
        return (self.folder / ADDRESS).read_text(encoding="utf-8")

    @property
    def certificate(self) -> Path:
        return self.folder / CERTIFICATE

    @property
    def certificate_key(self) -> Path:
        return self.folder / CERTIFICATE_KEY

    def fingerprint(self) -> bytes:
        """SHA-256 of the certificate, by which desks know the server."""
        read = x509.load_pem_x509_certificate(self.certificate.read_bytes())
        return read.fingerprint(hashes.SHA256())


def exist(data: Path) -> bool:
    return (data / FOLDER / ID).exists()


def make(data: Path, district: str, address: str, now: datetime) -> Identity:
    """New keys for a district that has none; the id is written last, so that half of them never count."""
    folder = data / FOLDER
    make_folder(data)
    make_folder(folder)
    write_durably(folder / SIGNING, Ed25519PrivateKey.generate().private_bytes_raw())
    write_durably(folder / SEALING, X25519PrivateKey.generate().private_bytes_raw())
    key, certificate = _certificate(urlsplit(address).hostname or "localhost", now)
    write_durably(folder / CERTIFICATE_KEY, key)
    write_durably(folder / CERTIFICATE, certificate)
    write_durably(folder / ID, district.encode())
    return load(data)


def tell_address(data: Path, address: str) -> None:
    """From now on desks are told to find the server there. Those that were told before keep what they have."""
    write_durably(data / FOLDER / ADDRESS, address.encode())


def load(data: Path) -> Identity:
    """The keys of this folder."""
    folder = data / FOLDER
    district = (folder / ID).read_text(encoding="utf-8")
    return Identity(
        signer=Signer.of(district, (folder / SIGNING).read_bytes()),
        sealing=X25519PrivateKey.from_private_bytes((folder / SEALING).read_bytes()),
        folder=folder,
    )


def readable_by_others(data: Path) -> list[str]:
    """Names of key files that more than their owner can read, for `status`."""
    if sys.platform == "win32":
        return []
    return [each.name for each in sorted((data / FOLDER).glob("*.key")) if each.stat().st_mode & 0o077]


def _certificate(host: str, now: datetime) -> tuple[bytes, bytes]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "zqdesk district")])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=365 * YEARS_GOOD))
        .add_extension(x509.SubjectAlternativeName([_host_name(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    plain = serialization.NoEncryption()
    pem, pkcs8 = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    return key.private_bytes(pem, pkcs8, plain), made.public_bytes(pem)


def _host_name(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(host))
    except ValueError:
        return x509.DNSName(host)
