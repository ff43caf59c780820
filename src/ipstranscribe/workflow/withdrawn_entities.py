"""What the key and the decisions forget of a participant who has withdrawn: what occurs in no other interview."""

from collections import defaultdict
from collections.abc import Mapping, Set

from ipstranscribe.errors import UserError
from ipstranscribe.model import Decisions, Entity, Identifiers, Key, Transcript
from ipstranscribe.pseudonymize.entities.register import Register
from ipstranscribe.study import key as keys
from ipstranscribe.study import passphrases, storage
from ipstranscribe.study.folder import Study
from ipstranscribe.workflow import gone_talk
from ipstranscribe.workflow.review_identifiers import decisions_of, roster_of
from ipstranscribe.workflow.withdrawn_forms import is_own


def forget(study: Study, participant: str) -> tuple[str, ...]:
    """Remove from decisions and key what occurs only in the participant's interviews; returns notes for the user."""
    try:
        secret = passphrases.of_study(study)
        key = keys.load(study, secret)
    except UserError as error:
        return (f"{error.what} Its entries remain, and so do the decisions.",)
    kept, decided = _still_meant(study, key, participant), _decided_elsewhere(study)
    key = key.model_copy(update={"entities": tuple(_only_decided(e, kept, decided) for e in key.entities)})
    kept |= decided.keys()
    gone = tuple(entity for entity in key.entities if entity.id not in kept)
    shifts = {one: days for one, days in key.shifts.items() if one != participant}
    _forget_decisions(study, key, {entity.id for entity in gone})
    keys.save(
        study,
        key.model_copy(update={"entities": tuple(e for e in key.entities if e.id in kept), "shifts": shifts}),
        secret,
    )
    still = sum(1 for entity in key.entities if entity.id in kept and is_own(entity, participant))
    notes = [f"The key has forgotten {len(gone)} entries and keeps {len(kept)}."]
    if still:
        notes.append(
            f"It keeps {still} that are about {participant}: other interviews mention them, and they stay replaced there."
        )
    return tuple(notes)


def _still_meant(study: Study, key: Key, participant: str) -> set[str]:
    """The entities still needed: in other interviews, in the tables, or not yet determined."""
    meant: set[str] = set()
    for interview in study.interviews:
        if study.identifiers(interview.id).exists():
            meant |= {one.entity for one in storage.read(study.identifiers(interview.id), Identifiers).identifiers}
        elif study.transcript(interview.id).exists():
            return {entity.id for entity in key.entities if entity.scope != participant}
    known = Register.start(Key(study=key.study), roster_of(study), study.config.document_language)
    listed = {form.casefold() for entity in known.entities.values() for form in entity.forms}
    return meant | {e.id for e in key.entities if any(form.casefold() in listed for form in e.forms)}


def _decided_elsewhere(study: Study) -> dict[str, set[str]]:
    """Entities of decisions on forms that the remaining interviews say → these forms.

    A form that was merged or split off is no mention of its entity any more, and would be one again without the decision.
    """
    held = [d for d in decisions_of(study).decisions if d.entity and d.verdict in ("merge", "split")]
    said, of = _said(study, {d.form for d in held}), defaultdict[str, set[str]](set)
    for decision in held:
        if decision.form in said:
            of[str(decision.entity)].add(decision.form)
    return of


def _only_decided(entity: Entity, kept: Set[str], decided: Mapping[str, Set[str]]) -> Entity:
    """An entity that is kept for nothing but decisions on some forms, with these forms alone."""
    if entity.id in kept or entity.id not in decided:
        return entity
    forms = decided[entity.id]
    lists = ("forms", "capital_forms", "found_forms", "local_forms")
    return entity.model_copy(update={name: tuple(f for f in getattr(entity, name) if f in forms) for name in lists})


def _forget_decisions(study: Study, key: Key, gone: set[str]) -> None:
    """Drop decisions on removed entities, on withdrawn interviews, and on any entity whose form nobody else has or says."""
    known = {form.casefold() for e in key.entities if e.id not in gone for form in e.originals}
    stored = decisions_of(study).decisions
    withdrawn = {interview for one in study.withdrawn.withdrawals for interview in one.interviews}
    old = [d for d in stored if d.interview not in withdrawn]
    said = _said(study, {d.form for d in old if not d.entity})
    others = {interview.id for interview in study.interviews}
    kept = [
        d
        for d in old
        if d.entity not in gone and (d.entity or d.interview in others or d.form.casefold() in known or d.form in said)
    ]
    if len(kept) < len(stored):
        storage.write(study.decisions, Decisions(decisions=tuple(kept)), private=True)


def _said(study: Study, forms: Set[str]) -> set[str]:
    """The `forms` that occur in the remaining interviews as whole words: `Ola` does not occur in "cola"."""
    paths = (study.transcript(interview.id) for interview in study.interviews)
    turns = (turn.text for path in paths if path.exists() for turn in storage.read(path, Transcript).turns)
    return gone_talk.forms_in(turns, forms)
