"""What is remembered is written here, and forgotten. Facts are added; a newer one supersedes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from chat.models import ContactFact, Conversation, ConversationSummary, EpisodeDigest, Message


@dataclass(frozen=True, kw_only=True)
class NewFact:
    """What a customer's message says. `quote` stands in it, character for character."""

    kind: str
    subject: str
    text: str
    message: Message
    quote: str
    confidence: str


@dataclass(frozen=True, kw_only=True)
class NewDigest:
    """What is to be kept of an episode. `topic` "": what stood there stays."""

    began_at: datetime
    ended_at: datetime
    topic: str
    outcome: str
    is_over: bool


@transaction.atomic
def memory_keep(
    *,
    conversation: Conversation,
    read_until: int,
    facts: Iterable[NewFact],
    digests: Iterable[NewDigest],
    made_by_name: str,
) -> bool:
    """Keep what was formed out of the messages up to `read_until`. `conversation` as it was when they were read.

    False: another run was faster, or everything was erased meanwhile; nothing is kept then.
    """
    locked = Conversation.objects.select_for_update().get(pk=conversation.pk)
    if locked.remembered_until != conversation.remembered_until or locked.contact_id is None:
        return False
    Conversation.objects.filter(pk=locked.pk).update(remembered_until=read_until)
    for fact in facts:
        _fact_keep(fact, contact_id=locked.contact_id, made_by_name=made_by_name)
    for digest in digests:
        _digest_keep(digest, locked)
    return True


def _fact_keep(fact: NewFact, *, contact_id: int, made_by_name: str) -> None:
    before = _current(contact_id, fact.kind, fact.subject)
    if any(one.text.casefold() == fact.text.casefold() for one in before):
        return
    made, is_new = ContactFact.objects.get_or_create(
        message=fact.message,
        kind=fact.kind,
        subject=fact.subject,
        defaults={
            "contact_id": contact_id,
            "text": fact.text,
            "quote": fact.quote,
            "said_at": fact.message.said_at,
            "confidence": fact.confidence,
            "created_by_name": made_by_name,
        },
    )
    if is_new:
        _supersede(made, before)


def _current(contact_id: int, kind: str, subject: str) -> list[ContactFact]:
    alike = ContactFact.objects.filter(contact_id=contact_id, kind=kind, subject=subject, superseded_by=None)
    return list(alike.select_for_update().order_by("-said_at", "-pk"))


def _supersede(made: ContactFact, before: Sequence[ContactFact]) -> None:
    """Of what was said at different times the last counts, also where it is read first."""
    newest = max([made, *before], key=lambda one: (one.said_at, one.pk))
    older = [one.pk for one in [made, *before] if one.pk != newest.pk]
    ContactFact.objects.filter(pk__in=older).update(superseded_by=newest)


def _digest_keep(digest: NewDigest, conversation: Conversation) -> None:
    open_ = EpisodeDigest.objects.filter(conversation=conversation, is_over=False).first()
    if open_ is None:
        EpisodeDigest.objects.create(
            conversation=conversation,
            contact_id=conversation.contact_id,
            began_at=digest.began_at,
            ended_at=digest.ended_at,
            topic=digest.topic,
            outcome=digest.outcome,
            is_over=digest.is_over,
        )
        return
    open_.ended_at, open_.outcome, open_.is_over = digest.ended_at, digest.outcome, digest.is_over
    open_.topic = digest.topic or open_.topic
    open_.save(update_fields=["ended_at", "outcome", "is_over", "topic", "updated_at"])


@transaction.atomic
def summary_keep(
    *, conversation: Conversation, before: int, covers: Message, parts: dict[str, list[str]], made_by: str
) -> bool:
    """Put a summary in the place of the one that covered `before` (0: there was none). False: another was faster."""
    Conversation.objects.select_for_update().get(pk=conversation.pk)
    present = ConversationSummary.objects.filter(conversation=conversation).first()
    if (present.covers_until if present else 0) != before:
        return False
    ConversationSummary.objects.update_or_create(
        conversation=conversation,
        defaults={"covers_until": covers.pk, "covers_at": covers.said_at, "parts": parts, "made_by": made_by},
    )
    return True


@transaction.atomic
def fact_note(
    *, contact_id: int, kind: str, subject: str, text: str, expires_on: date | None, by_name: str, at: datetime
) -> ContactFact:
    """A person notes something of a contact; it supersedes what stood there of the same."""
    before = _current(contact_id, kind, subject)
    made = ContactFact.objects.create(
        contact_id=contact_id,
        kind=kind,
        subject=subject,
        text=text,
        said_at=at,
        expires_on=expires_on,
        created_by=ContactFact.CreatedBy.PERSON,
        created_by_name=by_name,
    )
    _supersede(made, before)
    return made


@transaction.atomic
def fact_change(
    *, fact: ContactFact, kind: str, subject: str, text: str, expires_on: date | None, by_name: str, at: datetime
) -> ContactFact:
    """A person says it better: that is a new fact in the place of the one before, whatever its kind was."""
    made = fact_note(
        contact_id=fact.contact_id,
        kind=kind,
        subject=subject,
        text=text,
        expires_on=expires_on,
        by_name=by_name,
        at=at,
    )
    ContactFact.objects.filter(pk=fact.pk, superseded_by=None).update(superseded_by=made)
    return made


def fact_erase(*, fact: ContactFact) -> None:
    """With everything that it superseded. The message stays read, so that it does not come back."""
    fact.delete()


@transaction.atomic
def memory_erase(*, contact_id: int) -> None:
    """Everything that is remembered of a contact; what was said until now is remembered no more."""
    # The rows of the conversations first, as the job does it: whoever is forming memory now keeps nothing of it.
    of_contact = Conversation.objects.filter(contact_id=contact_id)
    list(of_contact.select_for_update().order_by("pk"))
    for pk, last in of_contact.annotate(last=Max("messages__pk")).values_list("pk", "last"):
        Conversation.objects.filter(pk=pk, remembered_until__lt=last or 0).update(remembered_until=last)
    ContactFact.objects.filter(contact_id=contact_id).delete()
    EpisodeDigest.objects.filter(contact_id=contact_id).delete()
    ConversationSummary.objects.filter(conversation__contact_id=contact_id).delete()


@transaction.atomic
def memory_move(*, conversation: Conversation, contact_id: int) -> None:
    """The contact of a conversation is another one now, as when two are merged: what was said there is theirs."""
    EpisodeDigest.objects.filter(conversation=conversation).update(contact_id=contact_id)
    moved = list(ContactFact.objects.filter(message__conversation=conversation).order_by("said_at", "pk"))
    ContactFact.objects.filter(pk__in=[fact.pk for fact in moved]).update(contact_id=contact_id)
    for fact in moved:
        same = _current(contact_id, fact.kind, fact.subject)
        if len(same) > 1:
            _supersede(same[0], same[1:])
