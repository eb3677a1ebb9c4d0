from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from dashboard.gaps.listing import gap_rows, gaps_of
from dashboard.gaps.teaching import TeachForm, answer_of_a_person, gap_teach
from knowledge.models import Gap
from knowledge.services import gap_dismiss, gap_reopen
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required

PAGE = 50
# Of the times that a question was asked, on its own page.
ASKED = 50


@require_GET
@tenant_role_required(Role.VIEWER)
def gap_list(request: TenantRequest) -> HttpResponse:
    state = request.GET.get("state", Gap.State.OPEN)
    if state not in Gap.State:
        state = Gap.State.OPEN
    page = Paginator(gaps_of(state), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": gap_rows(page.object_list), "state": state, "states": Gap.State.choices}
    return render(request, "dashboard/gaps.html", context)


@require_GET
@tenant_role_required(Role.VIEWER)
def gap(request: TenantRequest, gap_id: int) -> HttpResponse:
    """What was asked, by whom; and the form that answers it."""
    shown = _gap(gap_id)
    form = TeachForm(initial={"title": shown.question, "body": answer_of_a_person(shown)})
    return _page(request, shown, form)


@require_POST
@tenant_role_required(Role.BUILDER)
def gap_answer(request: TenantRequest, gap_id: int) -> HttpResponse:
    shown, form = _gap(gap_id), TeachForm(request.POST)
    if not form.is_valid():
        return _page(request, shown, form)
    try:
        article = gap_teach(gap=shown, author=request.user, **form.cleaned_data)
    except InvalidInput as error:
        form.add_error(error.field, error.message)
        return _page(request, shown, form)
    messages.success(request, _("Published. It is found as soon as it is indexed."))
    return redirect("article", article.pk)


@require_POST
@tenant_role_required(Role.BUILDER)
def gap_set_aside(request: TenantRequest, gap_id: int) -> HttpResponse:
    gap_dismiss(gap=_gap(gap_id))
    messages.success(request, _("Set aside. It stays so when it is asked again."))
    return redirect("gaps")


@require_POST
@tenant_role_required(Role.BUILDER)
def gap_open_again(request: TenantRequest, gap_id: int) -> HttpResponse:
    gap_reopen(gap=_gap(gap_id))
    return redirect("gap", gap_id)


def _gap(gap_id: int) -> Gap:
    return get_object_or_404(Gap.objects.select_related("article"), pk=gap_id)


def _page(request: TenantRequest, shown: Gap, form: TeachForm) -> HttpResponse:
    context = {
        "gap": shown,
        "form": form,
        "asked": shown.asked.order_by("-asked_at")[:ASKED],
        "row": gap_rows([shown])[0],
        "times": shown.asked.count(),
    }
    return render(request, "dashboard/gap.html", context)
