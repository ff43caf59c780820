"""Where an engine computes: what is asked for, what there is, and one clear line where it is not there."""

from pathlib import Path

import pytest

from ipstranscribe.choices import DeviceName
from ipstranscribe.errors import ExitCode, UserError
from ipstranscribe.transcribe.asr.checkpoint import Checkpoint
from ipstranscribe.transcribe.asr.engines import fast
from ipstranscribe.transcribe.asr.engines.devices import BATCH, CUDA_BATCH, chosen_device

CARD = {"float32", "float16", "int8_float16", "int8"}
CHOSEN: list[tuple[DeviceName, bool, set[str], str, int]] = [
    ("auto", False, set(), "cpu, int8", BATCH),
    ("cpu", False, set(), "cpu, int8", BATCH),
    ("cpu", True, CARD, "cpu, int8", BATCH),
    ("auto", True, CARD, "cuda, float16", CUDA_BATCH),
    ("cuda", True, CARD, "cuda, float16", CUDA_BATCH),
    ("cuda", True, {"float32", "int8_float16"}, "cuda, int8_float16", CUDA_BATCH),
    ("cuda", True, {"float32", "int8"}, "cuda, float32", CUDA_BATCH),  # an old card
]


@pytest.mark.parametrize(("wanted", "cuda", "types", "device", "batch"), CHOSEN)
def test_the_device_number_type_and_batch(
    wanted: DeviceName, types: set[str], device: str, batch: int, *, cuda: bool
) -> None:
    chosen = chosen_device(wanted, cuda=cuda, cuda_types=types, cpu_type="int8")
    assert (str(chosen), chosen.batch) == (device, batch)


def test_cuda_that_is_not_there_is_refused_with_what_to_do() -> None:
    with pytest.raises(UserError) as refused:
        chosen_device("cuda", cuda=False, cuda_types=(), cpu_type="int8")
    assert refused.value.code == ExitCode.USAGE
    assert "CUDA was asked for" in refused.value.what
    assert "--device cpu" in refused.value.fix


class Card:
    """A loaded model whose libraries are missing: it shows only when something is computed."""

    def __init__(self, device: object, *, whole: bool) -> None:
        self.device, self.whole = device, whole

    def computes(self) -> bool:
        return self.whole


@pytest.mark.parametrize(
    ("wanted", "whole", "device"), [("auto", True, "cuda"), ("cuda", True, "cuda"), ("auto", False, "cpu")]
)
def test_a_card_without_its_libraries_is_left_for_the_processor(
    wanted: DeviceName, device: str, monkeypatch: pytest.MonkeyPatch, *, whole: bool
) -> None:
    opened = opened_with(monkeypatch, wanted, whole=whole)
    assert opened.device.name == device


def test_a_card_without_its_libraries_is_refused_where_it_was_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError) as refused:
        opened_with(monkeypatch, "cuda", whole=False)
    assert "cuDNN" in refused.value.what


def opened_with(monkeypatch: pytest.MonkeyPatch, wanted: DeviceName, *, whole: bool) -> fast.FastEngine:
    """The fast engine on a machine with a card, its libraries there or not; nothing is computed."""
    from pathlib import Path

    import ctranslate2

    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda device: CARD)
    monkeypatch.setattr(Path, "is_file", lambda path: True)
    monkeypatch.setattr(fast, "_load", lambda model, threads, device: Card(device, whole=whole))
    return fast.open(Path("model"), 0, wanted)


def test_decoded_work_of_another_device_is_begun_anew(tmp_path: Path) -> None:
    """Its batches hold other windows."""
    Checkpoint.open(tmp_path, "key").begin("en", certain=True, batch=CUDA_BATCH)
    assert Checkpoint.open(tmp_path, "key").batch == CUDA_BATCH
