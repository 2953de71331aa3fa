"""RFC 9180 as it stands there, for one suite: a second implementation to try ours against."""

import hashlib
import hmac

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

KEM_SUITE = b"KEM" + (0x0020).to_bytes(2, "big")
SUITE = b"HPKE" + b"".join(part.to_bytes(2, "big") for part in (0x0020, 0x0001, 0x0003))


def open_base(secret: bytes, enc: bytes, ciphertext: bytes, info: bytes, aad: bytes = b"") -> bytes:
    """What was sealed in base mode, as the first message (sections 4.1, 5.1, 5.2)."""
    own = X25519PrivateKey.from_private_bytes(secret)
    shared = own.exchange(X25519PublicKey.from_public_bytes(enc))
    context = enc + own.public_key().public_bytes_raw()
    eae = _extract(KEM_SUITE, b"", b"eae_prk", shared)
    secret_ = _expand(KEM_SUITE, eae, b"shared_secret", context, 32)
    schedule = b"\x00" + _extract(SUITE, b"", b"psk_id_hash", b"") + _extract(SUITE, b"", b"info_hash", info)
    prk = _extract(SUITE, secret_, b"secret", b"")
    key = _expand(SUITE, prk, b"key", schedule, 32)
    nonce = _expand(SUITE, prk, b"base_nonce", schedule, 12)
    return ChaCha20Poly1305(key).decrypt(nonce, ciphertext, aad)


def _extract(suite: bytes, salt: bytes, label: bytes, content: bytes) -> bytes:
    return hmac.new(salt or bytes(32), b"HPKE-v1" + suite + label + content, hashlib.sha256).digest()


def _expand(suite: bytes, prk: bytes, label: bytes, info: bytes, length: int) -> bytes:
    words = length.to_bytes(2, "big") + b"HPKE-v1" + suite + label + info
    block = hmac.new(prk, words + b"\x01", hashlib.sha256).digest()
    return block[:length]
