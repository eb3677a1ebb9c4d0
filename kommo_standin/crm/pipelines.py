"""Pipelines and their stages. 142 and 143 exist in every pipeline, so a stage is a pair of ids."""

from kommo_standin.accounts import Account
from kommo_standin.state import Document

WON = 142
LOST = 143
CLOSED = (WON, LOST)
INCOMING = 1
"""The `type` of the stage of incoming leads."""


def pipelines_in_order(account: Account) -> list[Document]:
    return sorted(account.all("pipelines"), key=lambda pipeline: (pipeline["sort"], pipeline["id"]))


def main_pipeline(account: Account) -> Document:
    return next(pipeline for pipeline in pipelines_in_order(account) if pipeline["is_main"])


def stage_of(account: Account, *, pipeline_id: int, status_id: int) -> Document | None:
    pipeline = account.get("pipelines", pipeline_id)
    stages = pipeline["statuses"] if pipeline else []
    return next((stage for stage in stages if stage["id"] == status_id), None)


def first_stage(pipeline: Document) -> Document:
    """The stage a lead starts in: the first one that is not for incoming leads."""
    stages = sorted(pipeline["statuses"], key=lambda stage: stage["sort"])
    return next(stage for stage in stages if stage["type"] != INCOMING)
