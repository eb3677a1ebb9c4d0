from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction
from django_tenants.utils import tenant_context

from tenants.models import Tenant
from tenants.models.fields import EncryptedTextField


class Command(BaseCommand):
    help = "Encrypt every secret anew with the first key of FERNET_KEYS; then the others may be dropped. Resumable."

    def handle(self, **_options) -> None:
        models = [model for model in apps.get_models() if _encrypted_fields(model)]
        total = 0
        for tenant in Tenant.objects.filter(state=Tenant.State.READY):
            with tenant_context(tenant):
                total += sum(_rotate(model) for model in models)
        self.stdout.write(f"{total} rows encrypted with the first key.")


def _encrypted_fields(model) -> list[str]:
    return [field.name for field in model._meta.local_fields if isinstance(field, EncryptedTextField)]


def _rotate(model) -> int:
    fields = _encrypted_fields(model)
    ids = list(model.objects.values_list("pk", flat=True))
    for pk in ids:
        # Row by row under a lock: a token that is refreshed meanwhile is never put back to its older value.
        with transaction.atomic():
            row = model.objects.select_for_update().filter(pk=pk).first()
            if row is not None:
                row.save(update_fields=fields)
    return len(ids)
