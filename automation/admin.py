"""Hand-overs, outgoing webhooks and site widgets, for staff: to look at. Pages check what is given."""

from django.contrib import admin

from automation.models import HandOver, OutgoingDelivery, OutgoingEndpoint, SiteWidget
from tenants.admin_sites import ReadOnlyAdmin, tenant_admin


@admin.register(OutgoingEndpoint, site=tenant_admin)
class OutgoingEndpointAdmin(ReadOnlyAdmin):
    list_display = ["name", "url", "is_active", "failures_in_row", "last_success_at", "last_error"]
    list_filter = ["is_active"]
    search_fields = ["name", "url"]
    exclude = ["secret", "old_secret"]


@admin.register(OutgoingDelivery, site=tenant_admin)
class OutgoingDeliveryAdmin(ReadOnlyAdmin):
    list_display = ["uid", "event", "endpoint", "state", "tries", "created_at"]
    list_filter = ["state", "event", "endpoint"]
    list_select_related = ["endpoint"]
    search_fields = ["uid"]


@admin.register(HandOver, site=tenant_admin)
class HandOverAdmin(ReadOnlyAdmin):
    list_display = ["created_at", "conversation", "why", "user_id", "task_id", "trouble"]
    list_filter = ["why", "trouble"]
    list_select_related = ["conversation"]


@admin.register(SiteWidget, site=tenant_admin)
class SiteWidgetAdmin(ReadOnlyAdmin):
    list_display = ["agent", "is_on", "public_key", "origins"]
    list_filter = ["is_on"]
    list_select_related = ["agent"]
