"""The stand-in's answers beside the samples of Kommo's documentation: at least their keys, with their JSON types.

The samples are read where their folder is, see tests/recorded_answers.py. Our own shapes, which are always tried, are
in shapes.py.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

import pytest
import requests

from tests.kommo_standin.parties import Client, play
from tests.recorded_answers import RECORDED

SAMPLES = RECORDED / "docs"
LEAD_ID, CONTACT_ID, TALK_ID, PIPELINE_ID, USER_ID = 30052001, 37054001, 66301, 11689563, 11300001
LEAD_WITH = "contacts,catalog_elements,loss_reason,source,source_id,is_price_modified_by_robot"
ACCOUNT_WITH = "amojo_id,amojo_rights,users_groups,task_types,version,entity_names,datetime_settings,drive_url"


@dataclass(frozen=True)
class Made:
    """What the account needs to have before it can answer with something."""

    task: int
    note: int
    event: str
    source: int
    unsorted: str
    catalog: int
    element: int
    template: int
    file: str
    company: int | None


PATHS = {
    "/api/v4/account": f"account?with={ACCOUNT_WITH},uuid,is_api_filter_enabled",
    "/api/v4/leads": f"leads?with={LEAD_WITH}",
    "/api/v4/leads/{id}": f"leads/{LEAD_ID}?with={LEAD_WITH}",
    "/api/v4/contacts": "contacts",
    "/api/v4/contacts/{id}": f"contacts/{CONTACT_ID}?with=leads,catalog_elements",
    "/api/v4/companies": "companies",
    "/api/v4/companies/{id}": "companies/{company}",
    "/api/v4/contacts/chats": f"contacts/chats?contact_id={CONTACT_ID}",
    "/api/v4/leads/pipelines": "leads/pipelines",
    "/api/v4/leads/pipelines/{id}": f"leads/pipelines/{PIPELINE_ID}",
    "/api/v4/leads/pipelines/{pipeline_id}/statuses": f"leads/pipelines/{PIPELINE_ID}/statuses",
    "/api/v4/leads/pipelines/{pipeline_id}/statuses/{id}": f"leads/pipelines/{PIPELINE_ID}/statuses/142",
    "/api/v4/leads/custom_fields": "leads/custom_fields?filter[type][]=select",
    "/api/v4/leads/custom_fields/{id}": "leads/custom_fields/564832",
    "/api/v4/{entity_type:leads|contacts|companies|customers}/tags": "leads/tags",
    "/api/v4/users": "users?with=role,group",
    "/api/v4/users/{id}": f"users/{USER_ID}?with=role,group",
    "/api/v4/tasks": "tasks",
    "/api/v4/tasks/{id}": "tasks/{task}",
    "/api/v4/{entity_type}/notes": "leads/notes",
    "/api/v4/{entity_type}/{entity_id}/notes": f"leads/{LEAD_ID}/notes",
    "/api/v4/{entity_type}/notes/{id}": "leads/notes/{note}",
    "/api/v4/events": "events",
    "/api/v4/events/{id}": "events/{event}",
    "/api/v4/events/types": "events/types",
    "/api/v4/talks/{id}": f"talks/{TALK_ID}",
    "/api/v4/sources": "sources",
    "/api/v4/sources/{id}": "sources/{source}",
    "/api/v4/leads/unsorted": "leads/unsorted",
    "/api/v4/leads/unsorted/{uid}": "leads/unsorted/{unsorted}",
    "/api/v4/leads/unsorted/summary": "leads/unsorted/summary",
    "/api/v4/webhooks": "webhooks",
    "/api/v4/catalogs": "catalogs",
    "/api/v4/catalogs/{id}": "catalogs/{catalog}",
    "/api/v4/catalogs/{catalog_id}/elements": "catalogs/{catalog}/elements",
    "/api/v4/catalogs/{catalog_id}/elements/{id}": "catalogs/{catalog}/elements/{element}",
    "/api/v4/leads/{entity_id}/files": f"leads/{LEAD_ID}/files",
    "/api/v4/leads/{entity_id}/links": f"leads/{LEAD_ID}/links",
    "/api/v4/leads/custom_fields/groups/{id}": "leads/custom_fields/groups",  # the documentation swaps the two samples
    "/api/v4/roles": "roles",
    "/api/v4/customers": "customers",
    "/v1.0/files": "/v1.0/files",
    "/v1.0/files/{file_uuid}": "/v1.0/files/{file}",
    "/api/v4/chats/templates": "chats/templates?with=reviews",
    "/api/v4/chats/templates/{id}": "chats/templates/{template}?with=reviews",
}
ELSEWHERE = {
    "$._page_count",
    *(f"$._links.{name}" for name in ("next", "first", "prev", "last")),  # our lists are short
    "$.custom_fields_values[0].values[0].enum",  # the older spelling of enum_code
    "$._embedded.statuses[0].descriptions",  # only when it is asked for, and not here
    "$.descriptions",
    "$._embedded.custom_fields[0].settings",  # of catalogs only
    "$._embedded.datetime_settings.date_formant",  # a slip of the documentation
    "$.entity_names",  # has a member for each language
    "$._embedded.leads[0]._embedded.companies[0]",
    "$._embedded.contacts[0]._embedded.companies[0]",
    "$._embedded.companies[0]",
    "$._embedded.customers",  # of amoCRM.ru only
    "$._embedded.unsorted[0].metadata",  # has a shape for each category
    "$.metadata",
    "$._embedded.elements[0].custom_fields_values[0].values[0]",
    "$._embedded.catalog_elements[0]",
    "$._embedded.loss_reason[0]",
    *(f"$._embedded.links[0].metadata.{name}" for name in ("quantity", "catalog_id")),  # of elements of catalogs
    "$.waba_examples",
    "$._embedded.chat_templates[0].waba_examples",
    "$.attachment",
}
"""Where a sample shows more than our account has: what is below these is not compared."""


def ask(shop: Client, method: str, path: str, **options: Any) -> requests.Response:
    """Any address of the stand-in, with the token."""
    headers = {"Authorization": f"Bearer {shop.token}"}
    return requests.request(method, shop.url + path, headers=headers, timeout=10, **options)


@pytest.fixture
def made(shop: Client) -> Made:
    def write(path: str, *items: dict[str, Any]) -> Any:
        return shop.call("POST", path, list(items)).json()["_embedded"][path.rsplit("/", 1)[-1]][0]

    task = {"text": "Call", "complete_till": int(time()), "entity_id": LEAD_ID, "entity_type": "leads"}
    write("tasks", task)
    task = write("tasks", task)
    shop.call("PATCH", f"tasks/{task['id']}", {"is_completed": True, "result": {"text": "Done"}})
    note = write("leads/notes", {"entity_id": LEAD_ID, "note_type": "common", "params": {"text": "Hi"}})
    source = write("sources", {"name": "Mine", "external_id": "x"})
    catalog = write("catalogs", {"name": "Goods", "type": "products"})
    fields = [{"field_code": "SKU", "values": [{"value": "J-1"}]}]
    element = write(f"catalogs/{catalog['id']}/elements", {"name": "Jacket", "custom_fields_values": fields})
    buttons = [{"type": "inline", "text": "Yes"}]
    body = {"name": "Hello", "content": "Hi", "type": "waba", "external_id": "h", "buttons": buttons}
    template = shop.call("POST", "chats/templates", [body]).json()["_embedded"]["chat_templates"][0]
    play(shop.url, f"templates/{template['id']}/review", {"status": "approved"})
    shop.call("POST", "webhooks", {"destination": "https://app.example/h", "settings": ["add_lead"]})
    session = ask(shop, "POST", "/v1.0/sessions", json={"file_name": "price.png", "file_size": 3}).json()
    file = ask(shop, "POST", session["upload_url"].removeprefix(shop.url), data=b"png").json()["uuid"]
    shop.call("PUT", f"leads/{LEAD_ID}/files", [{"file_uuid": file}])
    company = shop.call("POST", "companies", [{"name": "Silva Lda"}])
    return Made(
        task=task["id"],
        note=note["id"],
        event=shop.get("events")["_embedded"]["events"][0]["id"],
        source=source["id"],
        unsorted=play(shop.url, "unsorted", {"category": "forms"})["uid"],
        catalog=catalog["id"],
        element=element["id"],
        template=template["id"],
        file=file,
        company=company.json()["_embedded"]["companies"][0]["id"] if company.ok else None,
    )


def documented() -> list[tuple[str, Path]]:
    """Path and sample of each documented GET that the table above knows."""
    if not SAMPLES.is_dir():
        return []
    endpoints = json.loads((SAMPLES / "_endpoints.json").read_text("utf-8"))
    return [
        (path, SAMPLES / sample)
        for endpoint in endpoints
        for method in endpoint["methods"]
        for sample in endpoint["samples"]
        if sample.endswith("-response.json")
        and method.startswith("GET ")
        and (path := method.removeprefix("GET ")) in PATHS
    ]


def differences(sample: Any, answer: Any, path: str = "$") -> list[str]:
    """What the sample has and the answer has not, or has as something else. null may stand for anything."""
    if path in ELSEWHERE or sample is None or answer is None:
        return []
    if isinstance(sample, dict) and isinstance(answer, dict):
        missing = (f"{path}.{name}" for name in sample if name not in answer)
        here = [f"{name} is missing" for name in missing if name not in ELSEWHERE]
        below = (differences(sample[name], answer[name], f"{path}.{name}") for name in sample if name in answer)
        return here + [found for part in below for found in part]
    if isinstance(sample, list) and isinstance(answer, list):
        return differences(sample[0], answer[0], f"{path}[0]") if sample and answer else []
    same = type(sample) is type(answer) or {type(sample), type(answer)} <= {int, float}
    return [] if same else [f"{path} is {type(answer).__name__}, not {type(sample).__name__}"]


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the folder of the documentation's samples is not there")
class TestSamples:
    @pytest.mark.parametrize(("path", "sample"), documented(), ids=lambda value: getattr(value, "name", value))
    def test_the_answer_has_what_the_sample_has(self, shop: Client, made: Made, path: str, sample: Path):
        wanted = PATHS[path].format(**vars(made))
        answer = ask(shop, "GET", wanted if wanted.startswith("/") else f"/api/v4/{wanted}")
        if answer.status_code in (204, 402, 404):
            pytest.skip("the stand-in has none of it")

        assert answer.status_code == 200
        assert differences(json.loads(sample.read_text("utf-8")), answer.json()) == []

    def test_the_table_is_not_empty(self):
        assert {path for path, _sample in documented()} == set(PATHS)
