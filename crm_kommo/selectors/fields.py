"""Custom fields, as they were mirrored."""

from django.db.models import QuerySet

from crm_kommo.models import Field


def fields_of(entity: str) -> QuerySet[Field]:
    """Custom fields of "leads", "contacts" or "companies"."""
    return Field.objects.filter(connection__is_current=True, entity=entity, is_missing=False)


def fields_all() -> QuerySet[Field]:
    """Custom fields of every kind of card; those that are gone from Kommo are `is_missing`."""
    return Field.objects.filter(connection__is_current=True)


def fields_to_print() -> list[Field]:
    """The lead fields that a bot can print a reply from."""
    return list(fields_of("leads").filter(type__in=Field.PRINT_ROOM).order_by("-type", "sort"))
