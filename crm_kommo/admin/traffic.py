"""What came from Kommo and what went there."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from crm_kommo.models import BotReply, Delivery, OutgoingWrite, WidgetRequest
from tenants.admin_sites import ReadOnlyAdmin, tenant_admin


@admin.register(Delivery, site=tenant_admin)
class DeliveryAdmin(ReadOnlyAdmin):
    list_display = ("id", "received_at", "state", "size", "found", "error")
    list_filter = ("state", "received_at")
    search_fields = ("request_id", "error")
    exclude = ("digest", "body")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        return super().get_queryset(request).defer("body")

    @admin.display(description=_("events"))
    def found(self, delivery: Delivery) -> str:
        return ", ".join(event["event"] for event in delivery.events)


@admin.register(OutgoingWrite, site=tenant_admin)
class OutgoingWriteAdmin(ReadOnlyAdmin):
    list_display = ("key", "entity", "kommo_id", "outcome", "result_id", "created_at", "written_at")
    list_filter = ("outcome", "entity")
    search_fields = ("key", "=kommo_id", "=result_id")


@admin.register(BotReply, site=tenant_admin)
class BotReplyAdmin(ReadOnlyAdmin):
    list_display = ("lead_id", "text", "in_flight_until")
    search_fields = ("=lead_id",)
    exclude = ("token_digest",)


@admin.register(WidgetRequest, site=tenant_admin)
class WidgetRequestAdmin(ReadOnlyAdmin):
    list_display = ("received_at", "lead_id", "state", "text", "answered_at")
    list_filter = ("state",)
    search_fields = ("=lead_id",)
