"""Devices that an engine can compute on: the processor, or an NVIDIA graphics card through CUDA."""

from collections.abc import Collection
from dataclasses import dataclass

from ipstranscribe.choices import DeviceName
from ipstranscribe.errors import ExitCode, UserError

BATCH = 2
"""Windows per batch on the processor: more are no faster there and take memory (docs/decisions/0009-windows.md)."""

CUDA_BATCH = 16
"""Windows per batch on a graphics card, as many as the batched pipelines of other programs take; not measured here."""


@dataclass(frozen=True)
class Device:
    """A device: CUDA or not, the number type that it computes in, and how many windows it takes at a time."""

    name: DeviceName
    compute: str
    batch: int = BATCH

    def __str__(self) -> str:
        return f"{self.name}, {self.compute}"


def chosen_device(wanted: DeviceName, *, cuda: bool, cuda_types: Collection[str], cpu_type: str) -> Device:
    """The device for an engine that finds a usable card or not (`cuda`) and can compute there in `cuda_types`.

    The first of float16, int8_float16 and float32 that the card has is taken: whole weights where there is room for them.
    Raises UserError where CUDA is wanted and missing; `auto` then takes the processor.
    """
    if wanted == "cpu" or (wanted == "auto" and not cuda):
        return Device("cpu", cpu_type)
    if not cuda:
        raise UserError(
            "CUDA was asked for, but this machine has no NVIDIA graphics card that can be used.",
            "Choose --device cpu, or look whether driver, CUDA and cuDNN are installed (`nvidia-smi` shows the card).",
            ExitCode.USAGE,
        )
    compute = next((one for one in ("float16", "int8_float16", "float32") if one in cuda_types), "float32")
    return Device("cuda", compute, CUDA_BATCH)


def without_libraries(library: str) -> UserError:
    """The refusal of a card whose libraries are missing, which shows only when something is computed."""
    return UserError(
        f"CUDA was asked for, but {library} cannot compute with it: its libraries (cuBLAS, cuDNN) are missing or too old.",
        "Install them as the library's own page says, or choose --device cpu.",
        ExitCode.USAGE,
    )
