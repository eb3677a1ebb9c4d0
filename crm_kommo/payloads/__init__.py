"""What Kommo pushes to us, read into typed events. Pure: bytes in, values out."""

from crm_kommo.payloads.form_data import body_digest
from crm_kommo.payloads.parse import parse

__all__ = ["body_digest", "parse"]
