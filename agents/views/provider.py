from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from agents import selectors, services
from agents.forms import ProviderForm
from tenants.errors import InvalidInput
from tenants.models import Role
from tenants.permissions import TenantRequest, tenant_role_required


@require_http_methods(["GET", "POST"])
@tenant_role_required(Role.ADMIN)
def model_provider(request: TenantRequest) -> HttpResponse:
    provider = selectors.model_provider()
    # The key is write-only: the form never holds the one that is stored.
    initial = {name: getattr(provider, name) for name in ("base_url", "model", "is_active")} if provider else None
    form = ProviderForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.provider_save(**form.cleaned_data)
        except InvalidInput as error:
            form.add_error(error.field, error.message)
        else:
            messages.success(request, _("Saved. The next answer is written by this model."))
            return redirect("model-provider")
    return render(request, "agents/provider.html", {"form": form, "provider": provider})


@require_POST
@tenant_role_required(Role.ADMIN)
def model_provider_remove(request: TenantRequest) -> HttpResponse:
    services.provider_remove()
    messages.success(request, _("Removed. The built-in model answers."))
    return redirect("model-provider")
