"""What codes are called for people: every word can be translated, and no code stands as it is."""

import pytest
from babel.messages.extract import extract_from_file
from django.template.loader import render_to_string
from django.utils import translation

from agents.controls import CONTROLS
from agents.gates import AGENT_GATES, CONVERSATION_GATES
from agents.templatetags.setting_tags import setting_label
from config.messages import KEYWORDS
from config.paths import ROOT


def test_the_words_of_every_choice_are_marked_for_translation():
    sources = (ROOT / "agents" / folder for folder in ("wording", "controls"))
    files = [file for folder in sources for file in folder.glob("*.py")]
    marked = {message for file in files for _, message, *_ in extract_from_file("python", str(file), keywords=KEYWORDS)}
    with translation.override("en"):
        words = {str(words) for control in CONTROLS.values() for words in control.choices.values()}
    assert words <= marked


@pytest.mark.parametrize("gate", [name for name, *_ in (*CONVERSATION_GATES, *AGENT_GATES)])
def test_every_gate_has_words(gate):
    assert render_to_string("dashboard/gate.html", {"gate": gate}).strip() != gate


@pytest.mark.parametrize("path", ["hours", "handoff", "takeover", "language"])
def test_a_fault_of_a_whole_part_stands_under_words(path):
    assert setting_label(path) != path
