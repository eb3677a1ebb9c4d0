"""Accounts and mails, for staff: to look at. Secrets and the bytes of mails are not shown."""

from django.contrib import admin

from mailbox.models import Account, Email, EmailSource, Thread
from tenants.admin_sites import ReadOnlyAdmin, tenant_admin


@admin.register(Account, site=tenant_admin)
class AccountAdmin(ReadOnlyAdmin):
    list_display = ["name", "address", "is_paused", "last_fetch_at", "last_error", "last_error_at"]
    list_filter = ["is_paused", "last_error"]
    exclude = ["password"]


@admin.register(Thread, site=tenant_admin)
class ThreadAdmin(ReadOnlyAdmin):
    list_display = ["subject", "counterpart", "lead_id", "contact_id", "last_at"]
    search_fields = ["subject", "counterpart", "=lead_id"]


@admin.register(Email, site=tenant_admin)
class EmailAdmin(ReadOnlyAdmin):
    list_display = ["subject", "direction", "from_address", "state", "state_reason", "kind", "lead_id", "at"]
    list_filter = ["direction", "state", "kind", "is_broken"]
    search_fields = ["subject", "from_address", "message_id", "=lead_id"]
    list_select_related = ["account"]


@admin.register(EmailSource, site=tenant_admin)
class EmailSourceAdmin(ReadOnlyAdmin):
    list_display = ["email"]
    list_select_related = ["email"]
    exclude = ["raw"]
