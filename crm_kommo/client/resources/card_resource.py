"""What can be done with leads, contacts, companies and customers alike."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from crm_kommo.client.batches import LookUp, Outcome, create_batch, update_batch
from crm_kommo.client.cards import Card
from crm_kommo.client.drafts import CardDraft
from crm_kommo.client.errors import NotFound
from crm_kommo.client.filters import Filters
from crm_kommo.client.pagination import read_pages
from crm_kommo.client.single import read_one
from crm_kommo.client.transport import Transport

# They travel in the address of the request.
IDS_A_READ = 100

CardT = TypeVar("CardT", bound=Card)
DraftT = TypeVar("DraftT", bound=CardDraft)


class CardResource(ABC, Generic[CardT, DraftT]):
    """`name` is the path's and the answer's word, `related` what is asked for with each card."""

    name: ClassVar[str]
    related: ClassVar[str] = ""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._path = f"/api/v4/{self.name}"
        self._with = [("with", self.related)] if self.related else []

    def by_ids(self, *, ids: Sequence[int]) -> list[CardT]:
        """Those that exist."""
        if not ids:
            return []  # without a filter Kommo would list them all
        chunks = (ids[start : start + IDS_A_READ] for start in range(0, len(ids), IDS_A_READ))
        return [card for chunk in chunks for card in self.list(filters=Filters(ids=chunk))]

    def list(self, *, filters: Filters = Filters()) -> Iterator[CardT]:  # noqa: B008  it is frozen
        """Every card that fits. Cards may come twice or be left out when others change meanwhile: go by id."""
        pages = read_pages(self._transport, self._path, member=self.name, query=[*self._with, *filters.query()])
        return (self._card(item) for item in pages)

    def create(self, *, drafts: Sequence[DraftT], look_up: LookUp | None = None) -> "Sequence[Outcome]":
        """One outcome for each draft. `look_up` finds by a key of yours what may have been made when Kommo fell silent;
        without it such drafts come back with their error and are not sent again.
        """
        items = [draft.json() for draft in drafts]
        return create_batch(self._transport, self._path, member=self.name, items=items, look_up=look_up)

    def update_many(self, *, changes: Mapping[int, DraftT]) -> "Sequence[Outcome]":
        """Card's id → what is to change."""
        items = [{**draft.json(), "id": card_id} for card_id, draft in changes.items()]
        return update_batch(self._transport, self._path, member=self.name, items=items)

    def update(self, *, card_id: int, draft: DraftT) -> None:
        """Change one card. Kommo answers without the values: read again to see them. Raises Invalid, NotFound."""
        body = {name: value for name, value in draft.json().items() if name != "request_id"}
        if self._transport.send("PATCH", f"{self._path}/{card_id}", json=body) is None:
            raise NotFound("There is no such card.", status=204)

    def one(self, *, card_id: int) -> CardT | None:
        """Also one that the lists hide, as the contact of an incoming lead."""
        item = read_one(self._transport, f"{self._path}/{card_id}", query=self._with)
        return None if item is None else self._card(item)

    @abstractmethod
    def _card(self, item: dict[str, Any]) -> CardT:
        """One of the answer's cards."""
