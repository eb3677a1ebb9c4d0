from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from unfold.admin import ModelAdmin, TabularInline
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from tenants import services
from tenants.admin_sites import platform_admin
from tenants.models import ApiToken, InboundRoute, Invitation, Job, Membership, OAuthState, Tenant, User


class MembershipInline(TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Tenant, site=platform_admin)
class TenantAdmin(ModelAdmin):
    list_display = ["name", "slug", "state", "language", "created_at", "open_admin"]
    list_filter = ["state", "language"]
    search_fields = ["name", "slug"]
    readonly_fields = ["schema_name", "slug", "state", "created_at", "updated_at"]
    inlines = [MembershipInline]

    @admin.display(description=_("data"))
    def open_admin(self, tenant: Tenant) -> str:
        return format_html('<a href="/manage/{}/admin/">{}</a>', tenant.slug, _("Open"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A workspace needs an owner and a schema: it is made by registering."""
        return False


@admin.register(User, site=platform_admin)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    form, add_form, change_password_form = UserChangeForm, UserCreationForm, AdminPasswordChangeForm
    ordering = ["email"]
    list_display = ["email", "first_name", "last_name", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", "is_superuser"]
    search_fields = ["email", "first_name", "last_name"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "language", "company"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "groups", "user_permissions"]}),
        (_("Times"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"fields": ["email", "password1", "password2"]})]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Rights are a superuser's to give."""
        rights = ["is_staff", "is_superuser", "groups", "user_permissions"]
        return [] if request.user.is_superuser else rights

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody but a superuser edits one, or sets one's password."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


@admin.register(Job, site=platform_admin)
class JobAdmin(ModelAdmin):
    list_display = ["kind", "tenant", "state", "queue", "due_at", "attempts", "last_error"]
    list_filter = ["state", "queue", "kind"]
    search_fields = ["kind", "key", "last_error", "tenant__slug"]
    list_select_related = ["tenant"]
    actions = ["retry"]

    def get_readonly_fields(self, request: HttpRequest, obj: Job | None = None) -> list[str]:
        return [field.name for field in Job._meta.fields]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.action(description=_("Try the selected dead jobs again"))
    def retry(self, request: HttpRequest, jobs: QuerySet[Job]) -> None:
        revived = sum(services.job_retry(job=job) for job in jobs.filter(state=Job.State.DEAD))
        text = ngettext("%(count)d job will be tried again.", "%(count)d jobs will be tried again.", revived)
        messages.success(request, text % {"count": revived})


@admin.register(Invitation, site=platform_admin)
class InvitationAdmin(ModelAdmin):
    list_display = ["email", "tenant", "role", "expires_at", "accepted_at"]
    list_filter = ["role"]
    search_fields = ["email", "tenant__slug"]
    exclude = ["token_hash"]


@admin.register(ApiToken, site=platform_admin)
class ApiTokenAdmin(ModelAdmin):
    list_display = ["name", "tenant", "hint", "scopes", "created_by", "last_used_at", "expires_at", "revoked_at"]
    search_fields = ["name", "tenant__slug", "hint"]
    list_select_related = ["tenant", "created_by"]
    exclude = ["token_hash"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A token is shown once, to the person who makes it, on the workspace's page."""
        return False


@admin.register(InboundRoute, site=platform_admin)
class InboundRouteAdmin(ModelAdmin):
    list_display = ["kind", "tenant", "public_id", "external_account_id", "is_active", "created_at"]
    list_filter = ["kind", "is_active"]
    search_fields = ["public_id", "external_account_id", "tenant__slug"]
    exclude = ["secret_hash", "previous_secret_hash"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False


@admin.register(OAuthState, site=platform_admin)
class OAuthStateAdmin(ModelAdmin):
    list_display = ["purpose", "tenant", "user", "created_at", "expires_at", "used_at"]
    list_filter = ["purpose"]
    exclude = ["state_hash", "session_hash"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False
