from django.urls import register_converter

from crm_kommo.models import SyncRun


class SyncKind:
    """What can be synced, as a part of an address; anything else is not found."""

    regex = "|".join(SyncRun.What.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(SyncKind, "sync_kind")
