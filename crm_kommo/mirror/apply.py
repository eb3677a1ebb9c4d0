"""A delivery's events → the mirror, and what each of them did there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crm_kommo.mirror.bulk import apply_touches
from crm_kommo.mirror.channels import channel_seen
from crm_kommo.mirror.events import touches_of
from crm_kommo.mirror.rows import Outcome, Touch
from crm_kommo.models import Connection, Talk
from crm_kommo.models.mirrored import MirroredEntity
from crm_kommo.payloads.events import Event, Message, TalkChanged


@dataclass(frozen=True, slots=True)
class Effect:
    """What an event did to the mirror. None: it has no place there."""

    event: Event
    outcome: Outcome | None

    @property
    def is_current(self) -> bool:
        """Whether it was not overtaken by newer ones."""
        return self.outcome is not Outcome.LATE


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
    _note_channels(events, applied.rows.get(Talk, {}), connection)
    effects = [
        Effect(event, None if first is None else _outcome(event, applied.outcomes[first]))
        for event, first in zip(events, firsts, strict=True)
    ]
    return effects, applied.has_doubts


def _outcome(event: Event, of_row: Outcome) -> Outcome:
    """A message is never late, nor a change of its talk: each is a fact of its own."""
    return Outcome.SAME if isinstance(event, Message) else of_row


def _note_channels(events: Sequence[Event], talks: dict[int, MirroredEntity], connection: Connection) -> None:
    """Each channel once, with the last time that it was heard of."""
    seen: dict[tuple[str, int | None], datetime | None] = {}
    for event in events:
        if not isinstance(event, (Message, TalkChanged)):
            continue
        talk = talks.get(event.talk_id) if isinstance(event, Message) else event
        channel = (talk or event).origin, (talk or event).source_id
        at = event.created_at if isinstance(event, Message) else event.updated_at
        before = seen.get(channel)
        seen[channel] = max(at, before) if at and before else at or before
    for (origin, source_id), at in seen.items():
        channel_seen(connection, origin=origin, source_id=source_id, at=at)
