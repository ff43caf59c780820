"""Checkpoint of the decoding of a recording, written batch by batch, so that an interrupted run decodes nothing twice.

One line of JSON each: the first says what the work belongs to, the others hold a batch, with its number. A line is on
the disk before the next batch is waited for; half a line at the end, left by a power cut, is dropped. Where two processes
have written, because one was taken for dead on another machine, a batch is taken once. The file holds what was said: it
lies under `restricted/` and is deleted when the transcript is stored.
"""

import contextlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path

from ipstranscribe.study import storage
from ipstranscribe.transcribe.asr.batching import PLAN
from ipstranscribe.transcribe.asr.engines import Passage, RecognizedWord
from ipstranscribe.transcribe.asr.engines.devices import BATCH

NAME = "passages.jsonl"


@dataclass
class Checkpoint:
    """The decoded batches of one recording, saved in `folder`; None saves nothing.

    `key` is the fingerprint of all inputs: a checkpoint with another key, or with batches made by another rule, is not used.
    """

    folder: Path | None = None
    key: str = ""
    language: str = ""
    certain: bool = True
    batch: int = BATCH
    """Windows per batch: another device takes others, and then the work begins anew."""
    batches: list[list[Passage]] = field(default_factory=list)

    @property
    def passages(self) -> list[Passage]:
        """All passages so far, in order."""
        return [passage for batch in self.batches for passage in batch]

    @classmethod
    def open(cls, folder: Path, key: str) -> "Checkpoint":
        """Read the checkpoint in `folder`, or start an empty one if there is none with this key."""
        new = cls(folder, key)
        with contextlib.suppress(OSError):
            raw = (folder / NAME).read_bytes()
            try:
                first, *others = raw.splitlines(keepends=True)
                header = json.loads(first)
                if first.endswith(b"\n") and header["key"] == key and header.get("plan") == PLAN:
                    sound = list(_sound(others))
                    whole = b"".join((first, *(line for line, _ in sound)))
                    if len(whole) < len(raw):
                        storage.write_bytes(folder / NAME, whole, private=True)
                    size = header.get("batch", BATCH)
                    return cls(folder, key, header["language"], header["certain"], size, [batch for _, batch in sound])
            except (ValueError, KeyError, TypeError):  # empty, damaged, or of another version: decoded anew
                return new
        return new

    def begin(self, language: str, *, certain: bool, batch: int = BATCH) -> None:
        """Start a new checkpoint in this language. Raises UserError if it cannot be written."""
        self.language, self.certain, self.batch, self.batches = language, certain, batch, []
        if self.folder:
            header = {"key": self.key, "plan": PLAN, "language": language, "certain": certain, "batch": batch}
            storage.write_bytes(self.folder / NAME, f"{json.dumps(header)}\n".encode(), private=True)

    def add(self, batch: list[Passage]) -> None:
        """Append a batch. Raises UserError if it cannot be written."""
        self.batches.append(batch)
        if not self.folder:
            return
        numbered = {"number": len(self.batches) - 1, "passages": [asdict(passage) for passage in batch]}
        line = json.dumps(numbered, ensure_ascii=False)
        try:
            with (self.folder / NAME).open("ab") as file:
                file.write(f"{line}\n".encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise storage.cannot_write(self.folder / NAME, error) from None

    def delete(self) -> None:
        """Delete the checkpoint."""
        if self.folder:
            with contextlib.suppress(OSError):
                (self.folder / NAME).unlink()


def _sound(lines: Iterable[bytes]) -> Iterator[tuple[bytes, list[Passage]]]:
    """The lines up to the first one that is not whole, with the batch of each; a batch that was there before is left out."""
    count = 0
    for line in lines:
        try:
            read = json.loads(line)
            number, batch = read["number"], [_passage(fields) for fields in read["passages"]]
        except (ValueError, KeyError, TypeError):  # half a line, or two that were written into one another
            return
        if number > count or not line.endswith(b"\n"):
            return
        if number == count:
            count += 1
            yield line, batch


def _passage(fields: dict[str, object]) -> Passage:
    words = tuple(RecognizedWord(**word) for word in fields.pop("words"))  # type: ignore[attr-defined]
    return Passage(words=words, **fields)  # type: ignore[arg-type]
