from agents.long_lists import Tick, groups_written, options_written, ticks_written

BAD = "<b>\"'&"
SAFE = "&lt;b&gt;&quot;&#x27;&amp;"


class TestWritten:
    def test_options(self) -> None:
        assert options_written([("", BAD), ("a", "A")], chosen=["a"]) == (
            f'<option value="">{SAFE}</option><option value="a" selected>A</option>'
        )

    def test_options_under_headings(self) -> None:
        assert groups_written([(BAD, [(BAD, "A")])], chosen=[]) == (
            f'<optgroup label="{SAFE}"><option value="{SAFE}">A</option></optgroup>'
        )

    def test_checkboxes(self) -> None:
        ticks = [Tick(BAD, BAD, BAD, is_ticked=True, is_bad=True), Tick("a", "A", "", is_ticked=False, is_bad=False)]
        assert ticks_written("x.y[]", ticks) == (
            '<label class="pick__one pick__one--bad">'
            f'<input type="checkbox" name="x.y[]" value="{SAFE}" checked>'
            f'<span>{SAFE} <span class="meta">{SAFE}</span></span></label>'
            '<label class="pick__one"><input type="checkbox" name="x.y[]" value="a">'
            '<span>A <span class="meta"></span></span></label>'
        )
