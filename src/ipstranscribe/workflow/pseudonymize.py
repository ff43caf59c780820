"""The pseudonymize step over all transcripts of a study together, with the key and the table for decisions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from ipstranscribe import events
from ipstranscribe.model import Identifiers, Interview, Key, Participant, StepInputs, Transcript, common_branch
from ipstranscribe.model.scopes import scope_of
from ipstranscribe.pseudonymize.entities.roster import searched_columns, unsearched_columns
from ipstranscribe.pseudonymize.inputs import Finds, PriorKnowledge, SourceInterview
from ipstranscribe.pseudonymize.recognizers import Recognizer, patterns, trained
from ipstranscribe.pseudonymize.redaction import generalize
from ipstranscribe.pseudonymize.results import Pseudonymized
from ipstranscribe.pseudonymize.stage import pseudonymize
from ipstranscribe.settings import PseudonymizeSettings
from ipstranscribe.study import key as keys
from ipstranscribe.study import locks, storage, tables_read
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import pseudonymize_inputs, recognized_turns
from ipstranscribe.workflow.pseudonymize_inputs import found_by, own_inputs, remark, untimed, with_transcript
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of, write_tables


@locks.holding_everything("pseudonymize")
def pseudonymize_study(
    study: Study, *, rules_only: bool = False, rules_of: str = "", secret: str | None = None
) -> bool:
    """Pseudonymize all interviews with a transcript, if any input has changed; returns whether it was done.

    `rules_of` is the language whose rules are used for languages without rules; without it they are refused. `secret` is
    the passphrase, if it was asked for before. A text that comes out as it was is not written again.
    """
    tell_tables(study)
    interviews = with_transcript(study)
    if not interviews:
        return False
    settings = study.pseudonymize_settings(rules_only=rules_only)
    inputs = pseudonymize_inputs.now(study, [i.id for i in interviews], settings, rules_of)
    made = pseudonymize_inputs.made(study)
    if all(pseudonymize_inputs.is_made_from(study, i.id, inputs.inputs, made) for i in interviews):
        return False
    inputs = pseudonymize_inputs.named_anew(inputs)
    if columns := searched_columns(study.participants):
        events.notice(f"Columns of the participants table whose values are searched for: {', '.join(columns)}")
    if columns := unsearched_columns(study.participants):
        told = ", ".join(columns)
        events.notice(f"Columns of the participants table that describe and are not searched for: {told}")
    opened, key = _open_key(study, secret)
    task = task_of(study, interviews, settings, key, rules_of)
    for language, one in task.rules.items():
        events.notice(f"Rules: {remark(one, language)}.")
    result = task.run(partial(_keep_searched, study, task))
    if result.key != key:  # first: a replacement that was given must never be lost
        keys.save(study, result.key, opened)
    _store(study, result, inputs)
    storage.write(study.step_inputs("identifiers"), inputs, private=True)
    return True


def _keep_searched(study: Study, task: "PseudonymizeTask", interview: str, finds: Finds) -> None:
    recognized_turns.keep(study, interview, task.finders[interview], finds)


def task_of(
    study: Study, interviews: Sequence[Interview], settings: PseudonymizeSettings, key: Key, rules_of: str = ""
) -> "PseudonymizeTask":
    """The task of pseudonymizing these interviews together; raises UserError if nobody said whose rules to use."""
    transcripts = [untimed(study, i.id) for i in interviews]
    rules = pseudonymize_inputs.borrowed(study, {t.interview: t.language for t in transcripts}, rules_of)
    finders = {t.interview: found_by(t.language, settings, rules) for t in transcripts}
    return PseudonymizeTask(
        tuple(transcripts),
        tuple(study.participants_of(interview) for interview in interviews),
        PriorKnowledge(roster_of(study), with_shifts(study, key), decisions_of(study)),
        settings,
        {t.interview: own_inputs(study, t.interview, settings, finders[t.interview]) for t in transcripts},
        rules,
        {interview.id: interview.scope for interview in interviews},
        {interview.id: study.transcript(interview.id) for interview in interviews},
        {
            t.interview: partial(
                recognized_turns.recall, study, t, rules.get(t.language, t.language), finders[t.interview]
            )
            for t in transcripts
        },
        finders,
    )


def tell_tables(study: Study) -> None:
    """Say what was read of the tables; raises UserError for what looks like one and is not read."""
    read = tables_read.account(study)
    for line in read.notes:
        events.warn(line)
    events.notice(f"{read.told}.")


@dataclass(frozen=True)
class PseudonymizeTask:
    """Task: the transcripts of all interviews, who was interviewed, and what is known before, to pseudonymized ones.

    `participants` are in the order of `transcripts`. `rules` are languages without rules → whose rules they borrow.
    """

    transcripts: tuple[Transcript, ...]
    participants: tuple[tuple[Participant, ...], ...]
    known: PriorKnowledge
    settings: PseudonymizeSettings
    inputs: Mapping[str, str]
    """Interview → the fingerprint of what is its own among the inputs, for its provenance."""
    rules: Mapping[str, str]
    scopes: Mapping[str, str] = field(default_factory=dict)
    """Interview → its scope, which those who have withdrawn from it still belong to."""
    stored: Mapping[str, Path] = field(default_factory=dict)
    """Interview → where its transcript lies, if `transcripts` has it without the times of its words."""
    recalled: Mapping[str, Callable[[], Finds]] = field(default_factory=dict)
    """Interview → reads what the same recognizers found in its turns before."""
    finders: Mapping[str, str] = field(default_factory=dict)
    """Interview → the fingerprint of its recognizers."""

    def run(self, keep: Callable[[str, Finds], None] = lambda interview, finds: None) -> Pseudonymized:
        """Pseudonymize; recognizers of every language are loaded here. `keep` is told what they find in each interview."""
        spoken = {transcript.language for transcript in self.transcripts}
        recognizers = {one: _recognizers(one, self.rules.get(one, one), self.settings) for one in spoken}
        remarks = {language: remark(one, language) for language, one in self.rules.items()}
        borrowed = {one: (self.rules.get(one, ""), remarks.get(one, "")) for one in spoken}
        sources = [
            replace(
                self._source(t, people, recognizers[t.language], borrowed[t.language]), keep=partial(keep, t.interview)
            )
            for t, people in zip(self.transcripts, self.participants, strict=True)
        ]
        with events.progress(f"pseudonymizing {len(sources)} interviews") as progress:
            return pseudonymize(sources, self.known, self.settings, "", progress)

    def _source(
        self,
        transcript: Transcript,
        people: Sequence[Participant],
        finders: tuple[Recognizer, ...],
        borrowed: tuple[str, str],
    ) -> SourceInterview:
        """A transcript with who was interviewed in it; of several, the branch of each by label."""
        branches = {one.id: one.branch for one in people}
        told = branches if len(people) > 1 else {}
        scope = self.scopes.get(transcript.interview) or scope_of(list(branches))
        path = self.stored.get(transcript.interview)
        whole = partial(storage.read, path, Transcript) if path else None
        recall = self.recalled.get(transcript.interview, dict)
        own = self.inputs.get(transcript.interview, "")
        return SourceInterview(
            transcript, scope, common_branch(branches), finders, *borrowed, told, whole, recall, inputs=own
        )


def _open_key(study: Study, secret: str | None) -> tuple[str, Key]:
    """The passphrase and the key; a new key if the study has none yet and nothing was pseudonymized before."""
    new = not keys.path(study).exists()
    if new and any(study.pseudonymized(i.id).exists() for i in study.interviews):
        raise keys.missing(study)
    secret = secret or keys.passphrase(study)
    return secret, Key(study=study.config.id) if new else keys.load(study, secret)


def with_shifts(study: Study, key: Key) -> Key:
    """The key with random date shifts in days for every participant, if the profile shifts dates; drawn once."""
    if study.config.levels.date != "shifted":
        return key
    together = [interview.scope for interview in study.interviews]
    return generalize.with_shifts(key, [*together, *(participant.id for participant in study.participants)])


def _recognizers(language: str, rules: str, settings: PseudonymizeSettings) -> tuple[Recognizer, ...]:
    if settings.rules_only:
        return patterns(rules)
    return trained.recognizers(language, rules)


def _store(study: Study, result: Pseudonymized, inputs: StepInputs) -> None:
    for interview, identifiers in result.identifiers.items():
        _put(study.identifiers(interview), identifiers)
    for copy in write_tables(study, result.suggestions):
        events.notice(f"A table was filled in and not read back; it is kept as {copy}.")
    before, made = pseudonymize_inputs.made(study), {}
    for interview in result.transcripts:  # last, because they mark everything as up to date
        path, of = study.pseudonymized(interview), result.made_of[interview] + inputs.parts[f"transcript {interview}"]
        if not (path.exists() and before.parts.get(interview) == f"{storage.file_digest(path)} {storage.digest(of)}"):
            storage.write(path, result.transcripts[interview])
        made[interview] = f"{storage.file_digest(path)} {storage.digest(of)}"
    pseudonymize_inputs.note_made(study, inputs.inputs, made)


def _put(path: Path, found: Identifiers) -> None:
    if not path.exists() or path.read_bytes() != storage.to_bytes(found):
        storage.write(path, found, private=True)
