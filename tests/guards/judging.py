"""An answer judged as on Saturday, 21 November 2026, in Moscow."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from agents.extraction.types import Place
from agents.guards import Fault, Grounds, faults_of

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def grounds(*told: str, region: str = "RU", **more: tuple[str, ...] | frozenset[str]) -> Grounds:
    """`told`: what the company says; the others as in Grounds."""
    return Grounds(now=NOW, place=Place(zone=ZoneInfo("Europe/Moscow"), region=region), told=told, **more)


def faults(text: str, *told: str, **more: tuple[str, ...] | frozenset[str]) -> list[Fault]:
    return faults_of(text, grounds(*told, **more))


def kinds(text: str, *told: str, **more: tuple[str, ...] | frozenset[str]) -> set[str]:
    return {str(fault.kind) for fault in faults(text, *told, **more)}
