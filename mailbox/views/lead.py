"""E-mail on a lead: a page, and the same in a drawer beside the conversation."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from crm_kommo.models import Lead
from crm_kommo.selectors import lead_by_kommo_id
from mailbox import selectors, services
from mailbox.forms import EmailForm, ReplyForm
from mailbox.models import Email
from tenants.errors import ApplicationError, InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 10
TEMPLATE = "mailbox/lead.html"


@require_GET
@vary_on_headers("HX-Request")
@tenant_role_required(Role.VIEWER)
def emails(request: TenantRequest, lead_id: int) -> HttpResponse:
    return _show(request, _lead(lead_id))


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
@tenant_role_required(Role.OPERATOR)
def email_new(request: TenantRequest, lead_id: int) -> HttpResponse:
    lead, accounts = _lead(lead_id), selectors.accounts_sending()
    if request.method == "GET":
        form = EmailForm(initial={"to": ", ".join(selectors.lead_addresses(lead)[:1])}, accounts=accounts)
        return _show(request, lead, form=form)
    form = EmailForm(request.POST, request.FILES, accounts=accounts)
    author = str(request.user)
    if _written(form, lambda: services.send_email_from_lead(lead_id=lead_id, author=author, **form.written())):
        return _done(request, lead_id)
    return _show(request, lead, form=form, status=422)


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
@tenant_role_required(Role.OPERATOR)
def email_reply(request: TenantRequest, email_id: int) -> HttpResponse:
    email = _email(email_id)
    lead = _lead(email.lead_id)
    if request.method == "GET":
        form = ReplyForm(initial={"to": ", ".join(services.answer_to(email))})
        return _show(request, lead, form=form, answered=email)
    form = ReplyForm(request.POST, request.FILES)
    if _written(form, lambda: services.email_reply(email=email, author=str(request.user), **form.written())):
        return _done(request, email.lead_id)
    return _show(request, lead, form=form, answered=email, status=422)


@require_POST
@tenant_role_required(Role.OPERATOR)
def email_again(request: TenantRequest, email_id: int) -> HttpResponse:
    email = _email(email_id)
    try:
        services.email_send_again(email=email)
    except ApplicationError as error:
        messages.error(request, error.message)
    return _done(request, email.lead_id)


def _written(form: ReplyForm, write) -> bool:
    """Whether it could be written; if not, the form says why, at the field."""
    if not form.is_valid():
        return False
    try:
        write()
    except InvalidInput as error:
        form.add_error(error.field if error.field in form.fields else None, error.message)
    except ApplicationError as error:
        form.add_error(None, error.message)
    return not form.errors


def _show(
    request: TenantRequest,
    lead: Lead,
    *,
    form: ReplyForm | None = None,
    answered: Email | None = None,
    status: int = 200,
) -> HttpResponse:
    page = Paginator(selectors.threads_of_lead(lead.kommo_id), PAGE).get_page(request.GET.get("page"))
    context = {
        "lead": lead,
        "page": page,
        # Who writes is left in peace: the panel asks again only while nothing is typed.
        "is_moving": form is None and any(mail.is_moving for thread in page for mail in thread.emails.all()),
        "form": form,
        "answered": answered,
        "has_account": selectors.accounts_sending().exists(),
        "can_write": Role(request.membership.role).includes(Role.OPERATOR),
    }
    return render(request, f"{TEMPLATE}#panel" if request.htmx else TEMPLATE, context, status=status)


def _done(request: TenantRequest, lead_id: int) -> HttpResponse:
    if request.htmx:
        return _show(request, _lead(lead_id))
    messages.success(request, _("The mail is on its way; its state is shown beside it."))
    return redirect("lead-emails", lead_id)


def _lead(lead_id: int | None) -> Lead:
    lead = lead_by_kommo_id(lead_id) if lead_id else None
    if lead is None:
        raise Http404
    return lead


def _email(email_id: int) -> Email:
    return get_object_or_404(Email.objects.select_related("account", "thread"), pk=email_id)
