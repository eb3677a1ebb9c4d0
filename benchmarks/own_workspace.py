"""Workspaces for a benchmark. Importing this sets Django up: the environment must be there (own_database)."""

import django

django.setup()

from django.core.management import call_command
from django.db import connection

from tenants.models import User
from tenants.services import workspace_create, workspace_provision


def workspace_enter(name: str) -> None:
    """Make a workspace and set its schema, in a database that may still be empty."""
    connection.set_schema_to_public()
    call_command("migrate_schemas", shared=True, interactive=False, verbosity=0)
    email = "owner@benchmark.test"
    owner = User.objects.filter(email=email).first() or User.objects.create_user(email, "a-long-password")
    tenant = workspace_create(name=name, owner=owner, language="en")
    connection.set_tenant(workspace_provision(tenant_id=tenant.pk))
