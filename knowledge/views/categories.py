from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from knowledge import selectors, services
from knowledge.forms import CategoryForm
from knowledge.models import Category
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_GET
@tenant_role_required(Role.VIEWER)
def category_list(request: TenantRequest) -> HttpResponse:
    return _page(request, CategoryForm())


@require_POST
@tenant_role_required(Role.BUILDER)
def category_new(request: TenantRequest) -> HttpResponse:
    form = CategoryForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    try:
        services.category_create(**form.cleaned_data)
    except InvalidInput as error:
        form.add_error(error.field, error.message)
        return _page(request, form)
    messages.success(request, _("Saved."))
    return redirect("categories")


@require_POST
@tenant_role_required(Role.BUILDER)
def category_rename(request: TenantRequest, category_id: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=category_id)
    try:
        services.category_rename(category=category, name=request.POST.get("name", ""))
    except InvalidInput as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Saved."))
    return redirect("categories")


@require_POST
@tenant_role_required(Role.BUILDER)
def category_delete(request: TenantRequest, category_id: int) -> HttpResponse:
    category = get_object_or_404(Category, pk=category_id)
    services.category_delete(category=category)
    messages.success(request, _("“%(name)s” is deleted. Its articles are still there.") % {"name": category.name})
    return redirect("categories")


def _page(request: TenantRequest, form: CategoryForm) -> HttpResponse:
    return render(request, "knowledge/categories.html", {"categories": selectors.categories(), "form": form})
