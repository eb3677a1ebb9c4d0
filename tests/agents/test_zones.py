from datetime import UTC, datetime

from django.utils import translation

from agents.settings.hours import ZONES
from agents.zones import zone_groups

SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


def test_every_zone_stands_once_the_workspaces_own_first():
    groups = zone_groups(own="Europe/Moscow", now=SUMMER)
    zones = [zone for group in groups.values() for zone in group]
    assert zones[0] == "Europe/Moscow"
    assert len(zones) == len(set(zones))
    assert set(zones) == ZONES


def test_common_zones_say_their_offset_of_the_day():
    with translation.override("en"):
        own, common, _rest = zone_groups(own="Europe/Moscow", now=SUMMER).values()
    assert own["Europe/Moscow"] == "Moscow, Saint Petersburg (UTC+03:00)"
    assert common["Europe/Berlin"] == "Berlin (UTC+02:00)"
    assert common["America/Sao_Paulo"] == "São Paulo (UTC-03:00)"
