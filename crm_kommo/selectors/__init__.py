"""Reads of the mirror and of the connection. Ids are Kommo's."""

from crm_kommo.selectors.catalogue import CARDS, card_names, field_catalogue, field_catalogues
from crm_kommo.selectors.channels import channel_is_on, channel_names, channels, channels_all
from crm_kommo.selectors.connections import (
    connection_by_consent,
    connection_current,
    connection_latest,
    connection_trouble,
    consent_used,
    route_of_account,
)
from crm_kommo.selectors.contacts import contact_emails, contact_of_lead, contacts_by_email, leads_of_contacts
from crm_kommo.selectors.deliveries import deliveries, deliveries_newest, delivery
from crm_kommo.selectors.fields import fields_all, fields_of, fields_to_print
from crm_kommo.selectors.leads import (
    CLOSED_STAGES,
    bot_waits,
    lead_by_kommo_id,
    lead_prices,
    leads_latest,
    leads_of_contact,
    talk_of_lead,
)
from crm_kommo.selectors.people import users, users_all, users_assignable
from crm_kommo.selectors.samples import field_samples
from crm_kommo.selectors.stages import (
    pipelines_all,
    pipelines_missing,
    pipelines_with_stages,
    stage_by_key,
    stage_name,
    stages_living,
    stages_missing,
)
from crm_kommo.selectors.sync_runs import sync_run, sync_run_last_done, sync_runs, sync_runs_all
from crm_kommo.selectors.tasks import lead_has_open_task

__all__ = [
    "CARDS",
    "CLOSED_STAGES",
    "bot_waits",
    "card_names",
    "channel_is_on",
    "channel_names",
    "channels",
    "channels_all",
    "connection_by_consent",
    "connection_current",
    "connection_latest",
    "connection_trouble",
    "consent_used",
    "contact_emails",
    "contact_of_lead",
    "contacts_by_email",
    "deliveries",
    "deliveries_newest",
    "delivery",
    "field_catalogue",
    "field_catalogues",
    "field_samples",
    "fields_all",
    "fields_of",
    "fields_to_print",
    "lead_by_kommo_id",
    "lead_prices",
    "lead_has_open_task",
    "leads_of_contacts",
    "leads_latest",
    "leads_of_contact",
    "pipelines_all",
    "pipelines_missing",
    "pipelines_with_stages",
    "route_of_account",
    "stage_by_key",
    "stage_name",
    "stages_living",
    "stages_missing",
    "sync_run",
    "sync_run_last_done",
    "sync_runs",
    "sync_runs_all",
    "talk_of_lead",
    "users",
    "users_all",
    "users_assignable",
]
