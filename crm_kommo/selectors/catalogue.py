"""Fields of cards by their keys, and the names of what cards hold by id."""

from collections.abc import Iterable

from crm_kommo.card_view import CardNames
from crm_kommo.field_catalogue import COLUMNS, CatalogueField, custom_field, standard_fields
from crm_kommo.models import Company, Contact, Field, KommoUser, Lead, Stage
from crm_kommo.models.mirrored import MirroredCard
from crm_kommo.selectors.fields import fields_all

CARDS: dict[str, type[MirroredCard]] = {
    Field.Entity.LEAD: Lead,
    Field.Entity.CONTACT: Contact,
    Field.Entity.COMPANY: Company,
}

Catalogue = dict[str, CatalogueField]


def field_catalogue(entity: str) -> Catalogue:
    """Key → field of "leads", "contacts" or "companies": the standard ones, then those of Kommo's tabs in its order.

    Those that are gone from Kommo are `is_missing`. One query.
    """
    return field_catalogues([entity])[entity]


def field_catalogues(entities: Iterable[str] = tuple(CARDS)) -> dict[str, Catalogue]:
    """The catalogues of several kinds of cards in one query."""
    found = {entity: {field.key: field for field in standard_fields(entity)} for entity in entities}
    # Without models: an account may have a thousand fields, and several parts of a page ask for them.
    for row in fields_all().filter(entity__in=found).values_list(*COLUMNS, named=True):
        field = custom_field(row)
        found[row.entity][field.key] = field
    return found


def card_names(cards: Iterable[MirroredCard]) -> CardNames:
    """Names of the users, pipelines and stages of these cards; two queries at most."""
    cards = list(cards)
    users = KommoUser.objects.filter(
        connection__is_current=True, kommo_id__in={card.responsible_user_id for card in cards}
    )
    leads = [card for card in cards if isinstance(card, Lead)]
    stages = Stage.objects.filter(
        pipeline__connection__is_current=True,
        pipeline__kommo_id__in={lead.pipeline_id for lead in leads},
        kommo_id__in={lead.status_id for lead in leads},
    ).values_list("pipeline__kommo_id", "kommo_id", "name", "pipeline__name")
    known = list(stages) if leads else []
    return CardNames(
        users=dict(users.values_list("kommo_id", "name")),
        pipelines={pipeline_id: pipeline for pipeline_id, _stage_id, _name, pipeline in known},
        stages={(pipeline_id, stage_id): name for pipeline_id, stage_id, name, _pipeline in known},
    )
