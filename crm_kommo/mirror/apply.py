"""A delivery's events → the mirror, and what each of them did there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crm_kommo.mirror.bulk import apply_touches
from crm_kommo.mirror.channels import Heard, channels_seen
from crm_kommo.mirror.echoes import echoes_among
from crm_kommo.mirror.events import touches_of
from crm_kommo.mirror.rows import Folded, Outcome, Touch
from crm_kommo.models import Connection, Talk
from crm_kommo.models.mirrored import MirroredEntity
from crm_kommo.payloads.events import Event, LeadChanged, Message, TalkChanged

STAGE = {"pipeline_id", "status_id"}


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event did to the mirror. No outcome: it has no place there.

    `has_moved`: it is the first to tell that a lead changed its stage. Kommo tells that as an update, as a change of
    the stage, or as both. `caused_by_us`: it is the echo of a write of our own, and starts nothing.
    """

    event: Event
    outcome: Outcome | None
    has_moved: bool = False
    caused_by_us: bool = False

    @property
    def is_news(self) -> bool:
        """Whether to act on it: nobody newer overtook it, and it is not our own doing."""
        return self.outcome is not Outcome.LATE and not self.caused_by_us

    def of_new_message(self) -> "Effect":
        """The same of a message that was not known before."""
        return replace(self, outcome=Outcome.ADDED)


def apply_events(events: Sequence[Event], *, connection: Connection) -> tuple[list[Effect], bool]:
    """Bring the mirror in line; the effects in the order of the events, and whether Kommo has to be asked now.

    Needs a transaction.
    """
    touches: list[Touch] = []
    firsts: list[int | None] = []
    for event in events:
        told = touches_of(event)
        firsts.append(len(touches) if told else None)
        touches += told
    applied = apply_touches(touches, connection=connection)
    channels_seen(connection, _heard(events, applied.rows.get(Talk, {})))
    ours = echoes_among(events, connection=connection)
    effects = [
        _effect(event, None if first is None else applied.folded[first], caused_by_us=at in ours)
        for at, (event, first) in enumerate(zip(events, firsts, strict=True))
    ]
    return effects, applied.has_doubts


def _effect(event: Event, folded: Folded | None, *, caused_by_us: bool) -> Effect:
    if folded is None:
        return Effect(event, None, caused_by_us=caused_by_us)
    if isinstance(event, Message):
        # Never late, nor a change of its talk: each message is a fact of its own. Who keeps it knows if it is new.
        return Effect(event, Outcome.SAME)
    return Effect(event, folded.outcome, has_moved=_has_moved(event, folded), caused_by_us=caused_by_us)


def _has_moved(event: Event, folded: Folded) -> bool:
    if not isinstance(event, LeadChanged) or not folded.changed & STAGE:
        return False
    # Of a lead not known before, only the hook knows whether it stood elsewhere.
    return folded.outcome is Outcome.CHANGED or event.old_status_id is not None


def _heard(events: Sequence[Event], talks: dict[int, MirroredEntity]) -> Iterator[Heard]:
    """The channels that events are about; of a message, its talk may know better."""
    for event in events:
        if isinstance(event, TalkChanged):
            yield event.origin, event.source_id, event.updated_at
        elif isinstance(event, Message):
            told = talks.get(event.talk_id) or event
            yield told.origin, told.source_id, event.created_at
