import secrets

from django.core.management import call_command
from django.db import connection, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_tenants.utils import schema_exists

from tenants.errors import InvalidInput
from tenants.jobs import job_put
from tenants.models import Membership, Role, Tenant, User
from tenants.selectors import forget_kept

RESERVED_SLUGS = {"admin", "api", "new", "public", "static", "www"}


@transaction.atomic
def workspace_create(*, name: str, owner: User, language: str) -> Tenant:
    """A new workspace with its owner. Its schema is made by a job; until then the workspace is being prepared.

    Raises InvalidInput (name).
    """
    name = name.strip()
    if not name:
        raise InvalidInput(_("Give the workspace a name."), field="name")
    tenant = Tenant.objects.create(
        name=name[:100], slug=_free_slug(name), schema_name=f"t_{secrets.token_hex(8)}", language=language
    )
    Membership.objects.create(tenant=tenant, user=owner, role=Role.OWNER)
    job_put("tenants.provision", tenant_id=tenant.pk, payload={"tenant_id": tenant.pk})
    return tenant


def workspace_provision(*, tenant_id: int) -> Tenant:
    """Make the workspace's schema with all its tables. May be called again after it died half-way."""
    tenant = Tenant.objects.get(pk=tenant_id)
    if tenant.state == Tenant.State.READY:
        return tenant
    if not schema_exists(tenant.schema_name):
        with connection.cursor() as cursor:
            # The name is of our own making (workspace_create): letters, digits and an underscore.
            cursor.execute(f'CREATE SCHEMA IF NOT EXISTS "{tenant.schema_name}"')
    call_command("migrate_schemas", schema_name=tenant.schema_name, interactive=False, verbosity=0)
    connection.set_schema_to_public()
    tenant.state = Tenant.State.READY
    tenant.save(update_fields=["state", "updated_at"])
    forget_kept()
    return tenant


def workspace_update(*, tenant: Tenant, name: str, language: str, time_zone: str) -> Tenant:
    """Raises InvalidInput (name)."""
    name = name.strip()
    if not name:
        raise InvalidInput(_("Give the workspace a name."), field="name")
    tenant.name, tenant.language, tenant.time_zone = name[:100], language, time_zone
    tenant.save(update_fields=["name", "language", "time_zone", "updated_at"])
    forget_kept()
    return tenant


def _free_slug(name: str) -> str:
    wanted = slugify(name)[:30] or "workspace"
    slug = wanted
    while slug in RESERVED_SLUGS or Tenant.objects.filter(slug=slug).exists():
        slug = f"{wanted}-{secrets.token_hex(2)}"
    return slug
