"""The age format with a passphrase, written from its specification (age-encryption.org/v1), at almost no work factor.

The library takes over a second for each file, on purpose; here hundreds are opened. That it opens these shows as well
that the key is what the specification says, and no dialect.
"""

import base64
import hashlib
import hmac
import struct

_LOG_N = 1


def sealed(content: bytes, passphrase: str) -> bytes:
    """`content` (less than 64 KiB) as an age file. Salts and keys are fixed."""
    salt, file_key, nonce = b"s" * 16, b"k" * 16, b"n" * 16
    label = b"age-encryption.org/v1/scrypt" + salt
    wrapping = hashlib.scrypt(passphrase.encode(), salt=label, n=2**_LOG_N, r=8, p=1, dklen=32)
    header = b"age-encryption.org/v1\n-> scrypt %s %d\n%s\n---" % (
        _base64(salt), _LOG_N, _base64(_chacha20_poly1305(wrapping, bytes(12), file_key)),
    )  # fmt: skip
    mac = hmac.digest(_hkdf(file_key, b"", b"header"), header, "sha256")
    last_chunk = bytes(11) + b"\x01"
    body = _chacha20_poly1305(_hkdf(file_key, nonce, b"payload"), last_chunk, content)
    return header + b" " + _base64(mac) + b"\n" + nonce + body


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    """RFC 5869 with SHA-256, one block."""
    return hmac.digest(hmac.digest(salt or bytes(32), secret, "sha256"), info + b"\x01", "sha256")


def _chacha20_poly1305(key: bytes, nonce: bytes, data: bytes) -> bytes:
    """RFC 8439, without associated data."""
    stream = b"".join(_block(key, counter, nonce) for counter in range(1, 2 + len(data) // 64))
    text = bytes(a ^ b for a, b in zip(data, stream, strict=False))
    padded = text + bytes(-len(text) % 16) + struct.pack("<QQ", 0, len(text))
    return text + _poly1305(_block(key, 0, nonce)[:32], padded)


def _block(key: bytes, counter: int, nonce: bytes) -> bytes:
    start = [
        *struct.unpack("<4I", b"expand 32-byte k"),
        *struct.unpack("<8I", key),
        counter,
        *struct.unpack("<3I", nonce),
    ]
    state = list(start)
    columns = [(0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15)]
    diagonals = [(0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)]
    for quarter in (columns + diagonals) * 10:
        _mix(state, *quarter)
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, start, strict=True)))


def _mix(state: list[int], a: int, b: int, c: int, d: int) -> None:
    for left, right, turned, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
        state[left] = (state[left] + state[right]) & 0xFFFFFFFF
        mixed = state[turned] ^ state[left]
        state[turned] = (mixed << bits | mixed >> (32 - bits)) & 0xFFFFFFFF


def _poly1305(key: bytes, data: bytes) -> bytes:
    factor = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(data), 16):
        total = (total + int.from_bytes(data[at : at + 16] + b"\x01", "little")) * factor % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")
