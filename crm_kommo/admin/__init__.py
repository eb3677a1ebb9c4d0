"""The mirror, for staff: to look at. What Kommo holds is changed in Kommo; secrets are never shown."""

from crm_kommo.admin import connection, mirror, traffic

__all__ = ["connection", "mirror", "traffic"]
