"""The key of an encrypted record, which files are encrypted, and writing a file anew under another key.

The form is SQLCipher 4's with nothing changed, so that any program that knows it opens the record with the same
passphrase: AES-256, each page with its own HMAC-SHA512, the key from the passphrase by PBKDF2-HMAC-SHA512 with
256,000 rounds over the salt that begins the file. The key is derived once and handed on: each connection would
otherwise take those rounds anew. There is no second way in.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import unicodedata
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from functools import cached_property
from pathlib import Path
from typing import Any

from workbench import disk
from workbench.errors import PassphraseNeeded, RecordUnavailable, UserError
from workbench.frozen import frozen
from workbench.storage import engine
from workbench.storage.outside import HEADER

PAGE = 4096
_SALT, _KEY, _MAC = 16, 32, 64
_ROUNDS = 256_000
_MAC_ROUNDS, _MAC_MASK = 2, 0x3A
_LOOKED_AT = 8  # first pages of a file, of which one must bear out the key: the very first may be damaged
_COMMONEST = 64  # a byte that comes more often in a page of 4,096 says that it is not encrypted


@frozen
class Key:
    """What opens one encrypted file and its copies: 32 bytes of key, 16 bytes of salt."""

    raw: bytes
    salt: bytes

    @classmethod
    def of(cls, passphrase: str, salt: bytes | None = None) -> Key:
        """The key of a passphrase, with the salt of a file or a new one.

        The passphrase is taken in NFC: keyboards differ in how they write a Vietnamese letter with its tone.
        """
        salt = salt or os.urandom(_SALT)
        typed = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")
        return cls(hashlib.pbkdf2_hmac("sha512", typed, salt, _ROUNDS, _KEY), salt)

    def __repr__(self) -> str:
        return "Key(…)"

    @property
    def literal(self) -> str:
        """As SQLCipher takes it: hexadecimal digits only, so that nothing typed ever gets into SQL."""
        return f"x'{self.raw.hex()}{self.salt.hex()}'"

    def is_of(self, passphrase: str) -> bool:
        """Whether the passphrase gives this key."""
        return hmac.compare_digest(Key.of(passphrase, self.salt).raw, self.raw)

    @cached_property
    def _mac_key(self) -> bytes:
        mask = bytes(byte ^ _MAC_MASK for byte in self.salt)
        return hashlib.pbkdf2_hmac("sha512", self.raw, mask, _MAC_ROUNDS, _KEY)

    def fits(self, path: Path) -> bool:
        """Whether this key seals one of the first pages of a file. Raises OSError."""
        with path.open("rb") as file:
            for number in range(1, _LOOKED_AT + 1):
                page = file.read(PAGE)
                if len(page) < PAGE:
                    return False
                sealed = page[_SALT if number == 1 else 0 : -_MAC] + number.to_bytes(4, "little")
                if hmac.compare_digest(hmac.digest(self._mac_key, sealed, "sha512"), page[-_MAC:]):
                    return True
        return False


Secret = str | Key  # a passphrase as typed, or the key of a file that is or was open


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted record: whole pages, the first of which has neither header nor pattern.

    Raises OSError. Must not be asked of a file that this process has open: closing it again would take the locks.
    """
    with path.open("rb") as file:
        first = file.read(PAGE)
    if len(first) < PAGE or first.startswith(HEADER) or path.stat().st_size % PAGE:
        return False
    return max(Counter(first).values()) <= _COMMONEST


def key_for(path: Path, offered: Iterable[Secret] = ()) -> Key | None:
    """The key among those offered that opens a file; None when the file is not encrypted and needs none.

    Raises PassphraseNeeded: `vault.passphrase_wrong` when a passphrase was offered that is not the one,
    `vault.passphrase_needed` when none was; UserError `vault.no_engine` when nothing here can read encrypted files.
    """
    try:
        if not is_encrypted(path):
            return None
        engine.cipher()
        typed = [secret for secret in offered if secret]
        with path.open("rb") as file:
            salt = file.read(_SALT)
        for secret in typed:
            key = Key.of(secret, salt) if isinstance(secret, str) else secret
            if key.salt == salt and key.fits(path):
                return key
    except OSError as error:
        if disk.held(path):
            raise RecordUnavailable("record_busy", file=path.name) from error
        raise UserError("disk_trouble", file=path.name) from error
    wrong = any(isinstance(secret, str) for secret in typed)
    raise PassphraseNeeded("vault.passphrase_wrong" if wrong else "vault.passphrase_needed", path)


def unlock(connection: Any, key: Key | None) -> None:
    """Give a fresh connection of SQLCipher's library its key. What it would log says nothing to the officer."""
    connection.execute("PRAGMA cipher_log_level=NONE")
    if key is not None:
        connection.execute(f'PRAGMA key="{key.literal}"')


def rewrite(source: Path, target: Path, old: Key | None, new: Key | None) -> None:
    """Write a closed record that was found sound anew into `target`, under another key or under none.

    Raises the library's errors and UserError `vault.no_engine`. `target` is not forced to the disk.
    """
    place = engine.address(source, "ro")
    library = engine.cipher()
    with closing(library.connect(place, uri=True, isolation_level=None)) as connection:
        unlock(connection, old)
        connection.execute("PRAGMA trusted_schema=OFF")
        connection.execute("ATTACH ? AS fresh KEY ?", (str(target), new.literal if new else ""))
        connection.execute("PRAGMA fresh.journal_mode=OFF")
        connection.execute("PRAGMA fresh.synchronous=OFF")
        connection.execute("SELECT sqlcipher_export('fresh')").fetchall()
        for name in ("application_id", "user_version"):
            number = int(connection.execute(f"PRAGMA main.{name}").fetchone()[0])
            connection.execute(f"PRAGMA fresh.{name}={number}")
        connection.execute("DETACH fresh")
