"""Which script begins: a table of intents in four languages, with what comes near them and means something else."""

import pytest

from agents.likeness import likeness
from agents.scripts.matching import best_match, matches
from agents.settings.scripts import Script
from tests.agents.scripts.intents import INTENTS

MEANT = [(script, said) for script, meant, _near in INTENTS for said in meant]
NEAR = [(script, said) for script, _meant, near in INTENTS for said in near]


class TestMatching:
    @pytest.mark.parametrize(("script", "said"), MEANT, ids=[said for _script, said in MEANT])
    def test_it_begins_for_what_is_meant(self, script, said):
        assert best_match(said, [script], likeness=likeness) is not None

    @pytest.mark.parametrize(("script", "said"), NEAR, ids=[said for _script, said in NEAR])
    def test_it_does_not_begin_for_what_is_only_near(self, script, said):
        assert best_match(said, [script], likeness=likeness) is None

    def test_the_closest_of_several_begins(self):
        scripts = [script.model_copy(update={"id": id_}) for id_, (script, *_rest) in enumerate(INTENTS, start=1)]
        assert best_match("me parece muy caro", scripts, likeness=likeness).script.id == 7

    def test_a_script_that_does_not_say_when_never_begins(self):
        assert matches("hello", [Script(id=1, name="x")], likeness=likeness) == []

    def test_while_the_model_is_busy_the_same_words_still_count(self):
        script = INTENTS[0][0]
        assert best_match("I want to book an appointment", [script], likeness=lambda *_texts: None)
        assert not best_match("Where are you?", [script], likeness=lambda *_texts: None)
