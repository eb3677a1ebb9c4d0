"""What is read without a model in sixty dialogues."""

from agents.extraction.finding import findings
from crm_kommo.card_view import value_words
from tests.extraction.dialogues import LANGUAGES, dialogues

PRECISION, RECALL = 0.98, 0.85


class TestSixtyDialogues:
    def test_there_are_fifteen_in_each_language(self):
        ids = [one.id[:2] for one in dialogues()]
        assert {language: ids.count(language) for language in LANGUAGES} == dict.fromkeys(LANGUAGES, 15)

    def test_what_is_said_is_found_and_nothing_else(self):
        right, wrong, missed = [], [], []
        for dialogue in dialogues():
            found = findings(rules=dialogue.rules, said=dialogue.said, place=dialogue.place)
            read = {one.rule.spec.path: value_words(one.candidate.value) for one in found if one.skipped is None}
            for path, value in read.items():
                (right if dialogue.says.get(path) == value else wrong).append((dialogue.id, path, value))
            missed += [(dialogue.id, path, value) for path, value in dialogue.says.items() if read.get(path) != value]
        precision, recall = len(right) / (len(right) + len(wrong)), len(right) / (len(right) + len(missed))
        report = f"precision {precision:.3f}, recall {recall:.3f}\nwrong: {wrong}\nmissed: {missed}"
        assert precision >= PRECISION, report
        assert recall >= RECALL, report
