from django.db import migrations


class Migration(migrations.Migration):
    """pgvector, once a database, in the public schema: made in a tenant's schema, no other tenant would see it."""

    dependencies = [("tenants", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE EXTENSION IF NOT EXISTS vector SCHEMA public", reverse_sql=migrations.RunSQL.noop
        )
    ]
