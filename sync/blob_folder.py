"""Sealed blobs as files of a folder: whole ones named by their id, others with `.part`.

The bytes are ciphertext, so the folder needs no encryption of its own. A file is renamed to its id
only after its bytes were hashed and are on the disk.
"""

from __future__ import annotations

import os
from pathlib import Path

from sync.blob import blob_id as id_of


class BlobFolder:
    """A `sync.storage.BlobStorage` in a folder, for either end.

    Args:
        folder: made when it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, sealed: bytes) -> bytes:
        """Store a whole blob durably and return its id; a known one is left as it is."""
        blob_id = id_of(sealed)
        if not self.whole(blob_id):
            self._write(self._part(blob_id), 0, sealed)
            self._finish(blob_id)
        return blob_id

    def whole(self, blob_id: bytes) -> bool:
        """Tell whether all of a blob is here."""
        return self._file(blob_id).exists()

    def have(self, blob_id: bytes) -> int:
        """Return how many bytes from the front are here."""
        for path in (self._file(blob_id), self._part(blob_id)):
            if path.exists():
                return path.stat().st_size
        return 0

    def read(self, blob_id: bytes, offset: int = 0, size: int | None = None) -> bytes:
        """Return bytes of a whole blob.

        Raises:
            KeyError: it is not here.
        """
        try:
            with self._file(blob_id).open("rb") as file:
                file.seek(offset)
                return file.read(-1 if size is None else size)
        except FileNotFoundError as error:
            raise KeyError(blob_id.hex()) from error

    def extend(self, blob_id: bytes, size: int, offset: int, data: bytes) -> int:
        """Store bytes that join on to what is here, durably; return how many are here then.

        Bytes that are here already, or that would leave a gap, are passed over. When `size` bytes
        are here they are hashed: the blob is whole then, or all of it is dropped.
        """
        here = self.have(blob_id)
        if self.whole(blob_id) or offset > here or offset + len(data) <= here:
            return here
        self._write(self._part(blob_id), here, data[here - offset :])
        here = offset + len(data)
        if here < size:
            return here
        return here if self._finish(blob_id) else 0

    def drop(self, blob_id: bytes) -> None:
        """Delete a blob and what is here of it."""
        for path in (self._file(blob_id), self._part(blob_id)):
            path.unlink(missing_ok=True)

    def _finish(self, blob_id: bytes) -> bool:
        part = self._part(blob_id)
        if id_of(part.read_bytes()) != blob_id:
            part.unlink()
            return False
        part.replace(self._file(blob_id))
        self._sync_folder()
        return True

    def _write(self, path: Path, offset: int, data: bytes) -> None:
        with path.open("r+b" if path.exists() else "xb") as file:
            file.seek(offset)
            file.truncate()
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _sync_folder(self) -> None:
        if os.name != "posix":
            return  # Windows keeps a rename without it
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)

    def _file(self, blob_id: bytes) -> Path:
        return self._folder / blob_id.hex()

    def _part(self, blob_id: bytes) -> Path:
        return self._folder / f"{blob_id.hex()}.part"
