"""A listener for tests: collects events, and answers questions as told."""

from dataclasses import dataclass, field

from ipstranscribe.events import Event, Failure, Notice, UserQuestion, WorkProgress


@dataclass
class Collector:
    """What was told, in order. `answers` are given one after the other; None where there is none left."""

    answers: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    questions: list[UserQuestion] = field(default_factory=list)

    def hear(self, event: Event) -> None:
        self.events.append(event)

    def answer(self, question: UserQuestion) -> str | None:
        self.questions.append(question)
        return self.answers.pop(0) if self.answers else None

    @property
    def notices(self) -> list[Notice]:
        return [event for event in self.events if isinstance(event, Notice)]

    @property
    def failures(self) -> list[Failure]:
        return [event for event in self.events if isinstance(event, Failure)]

    @property
    def progress(self) -> list[WorkProgress]:
        return [event for event in self.events if isinstance(event, WorkProgress)]
