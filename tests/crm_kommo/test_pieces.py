import pytest

from crm_kommo.pieces import pieces_of, shortened


class TestPieces:
    @pytest.mark.parametrize(
        ("text", "most", "pieces"),
        [
            ("", 10, []),
            ("short", 10, ["short"]),
            ("one two three", 8, ["one two", "three"]),
            ("Done. And more words", 12, ["Done. And", "more words"]),
            ("It is done. And more", 14, ["It is done.", "And more"]),
            ("first part\n\nsecond part", 16, ["first part", "second part"]),
            ("x" * 25, 10, ["x" * 10, "x" * 10, "x" * 5]),
        ],
    )
    def test_it_is_cut_where_it_hurts_least(self, text, most, pieces):
        assert pieces_of(text, most=most) == pieces

    @pytest.mark.parametrize("whole", ["👨‍👩‍👧", "👍🏽", "e\u0301"])
    def test_ch_13_what_is_shown_as_one_sign_is_not_cut_in_two(self, whole):
        for before in range(12):
            pieces = pieces_of("x" * before + whole + "x" * 12, most=8)
            assert any(whole in piece for piece in pieces), before

    def test_nothing_is_lost_and_no_piece_is_too_long(self):
        text = "Words, and sentences. Some\nlines too! " * 200
        pieces = pieces_of(text, most=80)
        assert "".join(pieces).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")
        assert max(map(len, pieces)) <= 80
        assert all(piece in text for piece in pieces)

    def test_what_is_shortened_says_so(self):
        assert shortened("one two three", most=9) == "one two…"
        assert shortened("one two", most=9) == "one two"
