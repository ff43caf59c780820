"""The agreed coding on its way out: what readers get of it, its files, and its working copies once the gate has looked.

It lies under `restricted/` because codes, reasons and notes are people's own words. The gate searches it with all that a
release would write; only then it is written into `exports/`, and out of it again when the gate would refuse it now.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.choices import ProfileName
from ipstranscribe.coding.agreed import agreed_coding, outdated
from ipstranscribe.coding.comparison import ReturnedInterview
from ipstranscribe.export import AGREED_FOLDER, agreed_copy
from ipstranscribe.export.content.agreed import AgreedCoding
from ipstranscribe.release.findings.places import SourceText
from ipstranscribe.release.gate import Verdict
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow.built_documents import RenderedInterview, RenderOptions, document_of, whole_document
from ipstranscribe.workflow.coded_study import all_codings, coder_texts
from ipstranscribe.workflow.compare import agreed_logs, consensus_of, merges_of
from ipstranscribe.workflow.withheld import take_out
from ipstranscribe.workflow.working_copies import put


class AgreedStudy:
    """What people agreed on in the interviews that have units, and how much of it readers get."""

    def __init__(self, study: Study, readers: ProfileName, only: Collection[str]) -> None:
        """Read what was agreed on in the interviews `only`; nothing is read where nothing was."""
        self._study, self._detail = study, study.config.profiles.named(readers).agreed
        self._readers = readers
        self._interviews = tuple(_agreed_interviews(study, only)) if agreed_logs(study) else ()
        self._merged = merges_of(study).same

    def of(self, interview: str = "") -> AgreedCoding:
        """The agreed coding of an interview alone, or of all."""
        chosen = [one for one in self._interviews if interview in ("", one.text.interview)]
        if self._detail == "nothing":
            chosen = []
        return agreed_coding(chosen, self._merged, remarks=self._detail == "all")

    def files(self, texts: Mapping[str, RenderedInterview], manner: RenderOptions) -> dict[str, bytes]:
        """The files of the agreed coding: name → content; none where there is none that these readers get.

        A file of an interview holds nothing that comes from another: when its participant withdraws, the others' can stay.
        """
        if not self.of().units:
            return {}
        documents = [
            document_of(self._study, text, manner).with_codes(agreed.typed())
            for interview, text in texts.items()
            if (agreed := self.of(interview)).units
        ]
        whole = whole_document(self._study, texts, manner).with_agreed(self.of())
        return agreed_copy(documents, whole, manner.settings)

    def tell(self) -> None:
        """Say what is left out of it: units that have changed since, or all for these readers."""
        if changed := list(outdated(self._interviews)):
            events.warn(
                f"Left out of the agreed coding, not as they were when their codes were agreed on: {', '.join(changed)}.\n"
                "  → Agree on them again: `ipstranscribe compare`."
            )
        if self._interviews and self._detail == "nothing":
            events.notice(f"The profile {self._readers} leaves the agreed coding out (study.toml, `agreed`).")

    def sources(self) -> Iterator[SourceText]:
        """Every text of the agreed coding, with where it stands, for the list of what the gate refuses."""
        for one in self._interviews:
            agreed = self.of(one.text.interview)
            group = {entry.code: entry.group for entry in agreed.codes}
            for unit in agreed.units:
                written = (*unit.codes, *(group[code] for code in unit.codes), *unit.note.splitlines())
                for text in dict.fromkeys(text for text in written if text):
                    yield SourceText("coding", unit.interview, unit.unit, text)
            for entry in agreed.codes:
                for line in entry.definition.splitlines():
                    yield SourceText("coding", one.text.interview, "codebook", line)


def _agreed_interviews(study: Study, only: Collection[str]) -> Iterator[ReturnedInterview]:
    in_force = {(log.interview, log.coder): coding for log in all_codings(study) if (coding := log.in_force)}
    for one, text in coder_texts(study).items():
        standing = consensus_of(study, one).standing
        if one in only and standing:
            codings = {coder: coding for (interview, coder), coding in in_force.items() if interview == one}
            yield ReturnedInterview(text, codings, standing)


def write_copies(study: Study, files: Mapping[str, bytes], verdict: Verdict) -> None:
    """Write the working copies of the agreed coding if the gate found nothing in those of the release; else take them out."""
    told = {one.file for one in verdict.findings} | {one.file for one in verdict.sightings}
    refused = any(one.startswith(AGREED_FOLDER) for one in told)
    wanted = {} if refused else files
    for path in sorted((study.exports / AGREED_FOLDER).rglob("*")):
        if path.is_file() and _name(study, path) not in wanted and (refused or "_edited_" not in path.stem):
            take_out(study, path)
    if put(study, wanted.items()):
        events.notice(f"The agreed coding is in exports/{AGREED_FOLDER}")
    if refused:
        events.warn("The agreed coding is not in exports/: the gate refuses something in it.")


def _name(study: Study, path: Path) -> str:
    return path.relative_to(study.exports).as_posix()
