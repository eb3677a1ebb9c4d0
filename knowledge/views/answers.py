"""Exact answers: the list, and many at once from a spreadsheet. One is edited as articles are (articles.py)."""

from dataclasses import replace

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from knowledge import services
from knowledge.article_filters import ArticleFilter
from knowledge.forms import PasteForm
from knowledge.models import Article
from knowledge.pasted import MOST_ROWS, PastedRow, rows_pasted
from knowledge.views.lists import list_context
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def answer_list(request: TenantRequest) -> HttpResponse:
    asked = ArticleFilter.of(request.GET)
    context = list_context(request, asked=replace(asked, kind=Article.Kind.ANSWER))
    return render(request, "knowledge/answers.html", context | {"is_filtered": replace(asked, kind="").is_on})


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.BUILDER)
def answer_paste(request: TenantRequest) -> HttpResponse:
    """Look through what is pasted; save what is right of it once that was shown (`save` in the form)."""
    form = PasteForm(request.POST or None)
    context = {"form": form}
    if form.is_valid() and (rows := _rows(form)):
        if "save" in request.POST:
            made = services.answers_create(rows=rows, status=form.cleaned_data["status"], author=request.user)
            words = ngettext("%(count)d exact answer is saved.", "%(count)d exact answers are saved.", len(made))
            messages.success(request, words % {"count": len(made)})
            return redirect("answers")
        context["checked"] = services.answers_check(rows)
        context["good"] = sum(not one.trouble for one in context["checked"])
        context["bad"] = len(context["checked"]) - context["good"]
    return render(request, "knowledge/answers_paste.html", context)


def _rows(form: PasteForm) -> list[PastedRow]:
    """The rows in the form's text; without any, or with too many, the form says so."""
    rows = rows_pasted(form.cleaned_data["text"], has_header=form.cleaned_data["has_header"])
    if not rows:
        form.add_error("text", _("There is no row in it."))
    if len(rows) > MOST_ROWS:
        form.add_error("text", _("At most %(count)d rows at once; paste the others after them.") % {"count": MOST_ROWS})
        return []
    return rows
