"""The workspace's own settings: its name, its members, its API tokens."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from tenants import selectors, services
from tenants.errors import ApplicationError
from tenants.forms import ApiTokenForm, InvitationForm, RoleForm, WorkspaceForm
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def workspace(request: TenantRequest) -> HttpResponse:
    form = WorkspaceForm(request.POST or None, instance=request.tenant)
    if request.method == "POST" and form.is_valid():
        services.workspace_update(tenant=request.tenant, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("settings")
    return render(request, "tenants/workspace.html", {"form": form})


@require_GET
@tenant_role_required(Role.VIEWER)
def members(request: TenantRequest) -> HttpResponse:
    return _members_page(request, InvitationForm(role=request.membership.role))


@require_POST
@tenant_role_required(Role.ADMIN)
def invite(request: TenantRequest) -> HttpResponse:
    form = InvitationForm(request.POST, role=request.membership.role)
    if not form.is_valid():
        return _members_page(request, form)
    try:
        services.invitation_create(tenant=request.tenant, invited_by=request.membership, **form.cleaned_data)
    except ApplicationError as error:
        form.add_error("email", error.message)
        return _members_page(request, form)
    messages.success(request, _("Invitation sent to %(email)s.") % {"email": form.cleaned_data["email"]})
    return redirect("members")


@require_POST
@tenant_role_required(Role.ADMIN)
def invitation_revoke(request: TenantRequest, invitation_id: int) -> HttpResponse:
    services.invitation_revoke(tenant=request.tenant, invitation_id=invitation_id)
    messages.success(request, _("The invitation is closed."))
    return redirect("members")


@require_POST
@tenant_role_required(Role.ADMIN)
def member_role(request: TenantRequest, membership_id: int) -> HttpResponse:
    membership = get_object_or_404(selectors.members_of(request.tenant), pk=membership_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        _try(
            request,
            lambda: services.member_role_set(
                membership=membership, role=form.cleaned_data["role"], by=request.membership
            ),
            _("Saved."),
        )
    return redirect("members")


@require_POST
@tenant_role_required(Role.ADMIN)
def member_remove(request: TenantRequest, membership_id: int) -> HttpResponse:
    membership = get_object_or_404(selectors.members_of(request.tenant), pk=membership_id)
    _try(
        request,
        lambda: services.member_remove(membership=membership, by=request.membership),
        _("%(person)s is no longer a member.") % {"person": membership.user},
    )
    # Who has left may not see this page any more.
    return redirect("/manage/" if membership.user_id == request.user.pk else "members")


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def api_tokens(request: TenantRequest) -> HttpResponse:
    form = ApiTokenForm(request.POST or None)
    secret = None
    if request.method == "POST" and form.is_valid() and _is_new_name(request, form):
        _token, secret = services.api_token_create(
            tenant=request.tenant,
            name=form.cleaned_data["name"],
            scope=form.cleaned_data["scope"],
            created_by=request.user,
            expires_at=form.expires_at(),
        )
        form = ApiTokenForm()
    tokens = selectors.api_tokens_of(request.tenant)
    response = render(request, "tenants/api_tokens.html", {"form": form, "tokens": tokens, "secret": secret})
    if secret:
        response["Cache-Control"] = "no-store"
    return response


@require_POST
@tenant_role_required(Role.ADMIN)
def api_token_revoke(request: TenantRequest, token_id: int) -> HttpResponse:
    services.api_token_revoke(tenant=request.tenant, token_id=token_id)
    messages.success(request, _("The token no longer works."))
    return redirect("api-tokens")


def _is_new_name(request: TenantRequest, form: ApiTokenForm) -> bool:
    """A name is given once: so a page that is loaded again makes no second token."""
    if selectors.api_tokens_of(request.tenant).filter(name=form.cleaned_data["name"]).exists():
        form.add_error("name", _("There is a token of this name. Revoke it first, or choose another name."))
        return False
    return True


def _members_page(request: TenantRequest, form: InvitationForm) -> HttpResponse:
    context = {
        "form": form,
        "members": selectors.members_of(request.tenant),
        "invitations": selectors.invitations_open(request.tenant),
        "roles": Role.choices,
    }
    return render(request, "tenants/members.html", context)


def _try(request: TenantRequest, do, done: str) -> None:
    try:
        do()
    except ApplicationError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
