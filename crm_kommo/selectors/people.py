"""Users of the account, as they were mirrored."""

from django.db.models import QuerySet

from crm_kommo.models import KommoUser


def users() -> QuerySet[KommoUser]:
    return KommoUser.objects.filter(connection__is_current=True, is_missing=False, is_active=True)


def users_assignable() -> list[tuple[int, str]]:
    """Ids and names of those to whom a lead or a task can be given, by name."""
    return list(users().values_list("kommo_id", "name"))


def users_all() -> QuerySet[KommoUser]:
    """Also those who may no longer log in; those that are gone from Kommo are `is_missing`."""
    return KommoUser.objects.filter(connection__is_current=True)
