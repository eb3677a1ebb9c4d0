"""Patterns that a company writes itself."""

import pytest

from agents.checks.patterns import unusable_patterns
from agents.extraction.patterns import is_particular, is_usable, matches
from agents.settings import AgentSettings
from agents.settings.entry import DataEntry


class TestIsUsable:
    @pytest.mark.parametrize(
        "pattern", [r"\d{4} \d{6}", r"[A-Z]{2}\d{1,999}", r"\{5000\}", r"[{2000}]", r"(?:a{30}){30}"]
    )
    def test_what_compiles_and_repeats_little_is(self, pattern):
        assert is_usable(pattern)

    @pytest.mark.parametrize(
        "pattern",
        [
            "(", r"a)|(b", r"(?x)\d{4} # four digits", r"\d{4}(?#", r"a{1001}", r"((a{99}){99}){99}b", r"a{40}{40}",
            r"(?:(?:a{1,999}){1,999}){1,999}", r"(?:b|(?:a{40})){2,40}",
        ],
    )  # fmt: skip
    def test_the_rest_is_not_and_finds_nothing(self, pattern):
        assert not is_usable(pattern)
        assert not matches(pattern, "1234")
        assert not is_particular(pattern)


class TestUnusablePatterns:
    def test_a_fault_is_at_its_path_and_what_was_there_before_stays_allowed(self):
        entry = DataEntry(contact=[{"field_id": "cf_1", "order": 1, "settings": {"pattern": "("}}])
        before, after = AgentSettings(name="Anna"), AgentSettings(name="Anna", data_entry=entry)
        assert [one.path for one in unusable_patterns(after, before=before)] == [
            "data_entry.contact.0.settings.pattern"
        ]
        assert not list(unusable_patterns(after, before=after))
