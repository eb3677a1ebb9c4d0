"""One change of a card, written once for each key.

Not to be called inside a transaction: the record must be there when the process dies, and when the echo comes.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from crm_kommo.calls import client_of
from crm_kommo.card_attempt import CardAttempt, Check
from crm_kommo.card_changes import CardChanges, FieldChange, changes_from
from crm_kommo.client import errors
from crm_kommo.client.cards import Card
from crm_kommo.errors import Refused
from crm_kommo.failures import read_failure
from crm_kommo.field_catalogue import custom_id
from crm_kommo.models import OutgoingWrite
from crm_kommo.selectors import CARDS, field_catalogue
from crm_kommo.services.card_reads import card_mirror
from crm_kommo.services.mirrors import settle_owe
from crm_kommo.services.usable import usable_connection
from crm_kommo.services.writes import write_begin, write_confirm, write_failed
from crm_kommo.standard_fields import is_same
from crm_kommo.values.comparing import holds_values, same_values


def card_change(
    *,
    entity: str,
    card_id: int,
    wanted: Mapping[str, Any],
    key: str,
    seen: Mapping[str, Any] | None = None,
    check: Check | None = None,
) -> CardChanges:
    """As `services.card_fields_set`, of any field that `standard_fields` can send; raises also what `check` raises."""
    connection = usable_connection()
    write, was_tried = write_begin(connection=connection, key=key, entity=entity, kommo_id=card_id, told={})
    if write.outcome == OutgoingWrite.Outcome.WRITTEN:
        return changes_from(write.changes)
    before = changes_from(write.changes) if was_tried else CardChanges()
    attempt = CardAttempt(
        kommo=client_of(connection),
        entity=entity,
        catalogue=field_catalogue(entity),
        zone=ZoneInfo(connection.time_zone),
        wanted=wanted,
        seen=seen,
        record=lambda told, changes: _record(write, told, changes),
        check=check,
    )
    try:
        if before.written:
            card = attempt.resource.one(card_id=card_id)
            if card is not None and _has_arrived(card, before):
                return _confirm(write, attempt, before)
            attempt.wanted = {name: wanted[name] for name in before.written}
            attempt.seen = {name: change.old.raw for name, change in before.written.items()}
        attempt.send(card_id=card_id)
    except errors.KommoError as error:
        if attempt.is_sending:
            raise write_failed(write=write, error=error) from error
        _let_go(write, before)
        raise read_failure(error) from error
    except Refused:
        _let_go(write, before)
        raise
    changes = _with_rest(attempt.changes, before)
    if not changes.written:
        write.delete()  # nothing was written, and nothing will be told of it
        return changes
    return _confirm(write, attempt, changes)


def _with_rest(changes: CardChanges, before: CardChanges) -> CardChanges:
    """With what an earlier try, of which only the fields that it would have written are tried again, left alone."""
    return replace(
        changes,
        unchanged=[*before.unchanged, *changes.unchanged],
        conflicts=[*before.conflicts, *changes.conflicts],
        problems=before.problems | changes.problems,
    )


def _record(write: OutgoingWrite, told: dict[str, Any], changes: CardChanges) -> None:
    write.told, write.changes = told, changes.json()
    write.save(update_fields=["told", "changes"])


def _let_go(write: OutgoingWrite, before: CardChanges) -> None:
    """This try sent nothing; an earlier one may have, and stays to be looked up."""
    if not before.written:
        write.delete()


def _has_arrived(card: Card, before: CardChanges) -> bool:
    """Whether an earlier try was done: Kommo does all of it or nothing, so any of its fields shows it."""
    return any(_is_new(card, name, change) for name, change in before.written.items())


def _is_new(card: Card, name: str, change: FieldChange) -> bool:
    id_ = custom_id(name)
    if id_ is None:
        return is_same(getattr(card, name), change.new.raw)
    now = card.filled.get(id_, ())
    return holds_values(now, change.new.raw) and not same_values(now, change.old.raw)


def _confirm(write: OutgoingWrite, attempt: CardAttempt, changes: CardChanges) -> CardChanges:
    """Kommo has it: what it kept of it is read again, into the mirror too, since its answer does not tell."""
    kept = changes
    try:
        card = attempt.resource.one(card_id=write.kommo_id)
    except errors.KommoError:
        card = None
    if card is None:
        _doubt(write)
    else:
        card_mirror(entity=write.entity, read=card, connection=write.connection)
        kept = replace(changes, written=_as_kept(card, attempt, changes))
    write.changes = kept.json()
    write.save(update_fields=["changes"])
    write_confirm(write=write)
    return kept


def _as_kept(card: Card, attempt: CardAttempt, changes: CardChanges) -> dict[str, FieldChange]:
    return {name: change._replace(new=attempt.held_on(card, name)) for name, change in changes.written.items()}


@transaction.atomic
def _doubt(write: OutgoingWrite) -> None:
    rows = CARDS[write.entity].objects.filter(connection=write.connection, kommo_id=write.kommo_id)
    rows.update(doubted_at=timezone.now())
    settle_owe(write.connection)
