"""The mail accounts, for administrators."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mailbox import selectors, services
from mailbox.forms import AccountForm
from mailbox.models import Account
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.ADMIN)
def account_list(request: TenantRequest) -> HttpResponse:
    return render(request, "mailbox/accounts.html", {"accounts": selectors.accounts()})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def account_new(request: TenantRequest) -> HttpResponse:
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            account = services.account_create(**form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved. Press “Test” to see whether it works."))
            return redirect("mail-account", account.pk)
    return render(request, "mailbox/account.html", {"form": form, "account": None})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def account_edit(request: TenantRequest, account_id: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=account_id)
    # A copy for the form: checking what was typed must not change the account that is shown and saved.
    form = AccountForm(request.POST or None, instance=Account.objects.get(pk=account_id))
    if request.method == "POST" and form.is_valid():
        try:
            services.account_update(account=account, **form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved. Press “Test” to see whether it works."))
            return redirect("mail-account", account.pk)
    return render(request, "mailbox/account.html", {"form": form, "account": account})


@require_POST
@tenant_role_required(Role.ADMIN)
def account_test(request: TenantRequest, account_id: int) -> HttpResponse:
    account = get_object_or_404(Account, pk=account_id)
    checks = services.account_test(account=account)
    account.refresh_from_db()
    form = AccountForm(instance=account)
    return render(request, "mailbox/account.html", {"form": form, "account": account, "checks": checks})


@require_POST
@tenant_role_required(Role.ADMIN)
def account_fetch(request: TenantRequest, account_id: int) -> HttpResponse:
    services.account_fetch_now(account=get_object_or_404(Account, pk=account_id))
    messages.success(request, _("New mail is being fetched."))
    return redirect("mail-account", account_id)


@require_POST
@tenant_role_required(Role.ADMIN)
def account_pause(request: TenantRequest, account_id: int) -> HttpResponse:
    services.account_pause(account=get_object_or_404(Account, pk=account_id))
    messages.success(request, _("Paused. Nothing is sent or fetched by this account."))
    return redirect("mail-account", account_id)


@require_POST
@tenant_role_required(Role.ADMIN)
def account_resume(request: TenantRequest, account_id: int) -> HttpResponse:
    services.account_resume(account=get_object_or_404(Account, pk=account_id))
    messages.success(request, _("This account works again."))
    return redirect("mail-account", account_id)


@require_POST
@tenant_role_required(Role.ADMIN)
def account_remove(request: TenantRequest, account_id: int) -> HttpResponse:
    services.account_remove(account=get_object_or_404(Account, pk=account_id))
    messages.success(request, _("Removed. Its mails stay with their leads."))
    return redirect("mail-accounts")
