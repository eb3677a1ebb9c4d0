"""Users of the account, as they were mirrored."""

from django.db.models import QuerySet

from crm_kommo.models import KommoUser


def users() -> QuerySet[KommoUser]:
    return KommoUser.objects.filter(connection__is_current=True, is_missing=False, is_active=True)


def users_all() -> QuerySet[KommoUser]:
    """Also those who may no longer log in; those that are gone from Kommo are `is_missing`."""
    return KommoUser.objects.filter(connection__is_current=True)
