"""Each format, read back as it was written."""

from pathlib import Path

import pytest

from knowledge.readers.blocks import Block
from knowledge.readers.choice import kind_of, read
from knowledge.readers.kinds import kind_named
from tests.knowledge.readers import made


@pytest.fixture
def blocks(tmp_path):
    """`blocks("a.txt", content)`: write it, or call what writes it, and read it back."""

    def of(name: str, content: str | bytes | Path) -> list[Block]:
        path = tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        kind = kind_of(path, named=kind_named(name))
        return [item for item in read(path, kind=kind) if isinstance(item, Block)]

    return of


class TestText:
    def test_paragraphs_stand_beneath_their_headings(self, blocks):
        assert blocks("a.md", "# Shop\n\nOpen daily.\n\n## Prices\nFrom 10.\nTo 20.\n\n# End") == [
            Block("# Shop"),
            Block("Open daily.", ("# Shop",)),
            Block("## Prices", ("# Shop",)),
            Block("From 10.\nTo 20.", ("# Shop", "## Prices")),
            Block("# End"),
        ]

    def test_a_mark_in_code_is_no_heading(self, blocks):
        assert blocks("a.md", "```\n# comment\n```") == [Block("```\n# comment\n```")]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
    def test_it_finds_the_encoding(self, blocks, encoding):
        text = "Доставка по городу занимает два дня, а за городом она стоит дороже. Самовывоз бесплатный."
        assert [block.text for block in blocks("a.txt", text.encode(encoding))] == [text]

    def test_a_line_without_end_is_cut_between_words(self, blocks):
        found = blocks("a.txt", "word " * 20_000)
        assert len(found) > 5
        assert all(len(block.text) <= 16_000 for block in found)
        assert "".join(block.text for block in found).split() == ["word"] * 20_000

    def test_lines_end_as_they_do_on_any_machine(self, blocks):
        assert [block.text for block in blocks("a.txt", "one\r\n\r\ntwo\r\rthree")] == ["one", "two", "three"]


class TestCsv:
    @pytest.mark.parametrize("mark", [",", ";", "\t"])
    def test_a_row_is_a_line_with_the_names_of_its_columns(self, blocks, mark):
        lines = [["Name", "Price"], ["Nail", "2.5"], ['"A ""big"" hammer"', ""]]
        found = blocks("prices.csv", "\n".join(mark.join(line) for line in lines))
        assert found == [
            Block("- Name: Nail; Price: 2.5", place={"row": 2}),
            Block('- Name: A "big" hammer', place={"row": 3}),
        ]

    def test_what_stands_above_the_names_is_kept(self, blocks):
        found = blocks("prices.csv", "Prices of May,,\n,,\nName,Size,Price\nNail,3,1\n")
        assert [block.text for block in found] == ["- Prices of May", "- Name: Nail; Size: 3; Price: 1"]

    def test_rows_of_numbers_have_no_names(self, blocks):
        assert [block.text for block in blocks("a.csv", "1,2\n3,4\n")] == ["- 1; 2", "- 3; 4"]


class TestXlsx:
    def test_each_row_knows_its_sheet_and_number(self, blocks, tmp_path):
        rows = made.row(1, {"A": "Name", "C": "Price"}) + made.row(4, {"A": "Nail", "C": 2.5})
        found = blocks("a.xlsx", made.xlsx(tmp_path / "a.xlsx", {"Stock": rows, "Empty": ""}))
        assert found == [Block("- Name: Nail; Price: 2.5", ("# Stock",), {"sheet": "Stock", "row": 4})]

    def test_texts_that_are_shared_are_found_by_number(self, blocks, tmp_path):
        rows = '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>9</v></c></row>'
        made.xlsx(tmp_path / "a.xlsx", {"S": rows + made.row(2, {"A": 1, "B": 2})}, strings=["Цена", "Name"])
        assert [block.text for block in blocks("a.xlsx", tmp_path)] == ["- Name: 1; Цена: 2"]

    @pytest.mark.parametrize(
        ("code", "number", "shown"),
        [
            ("dd.mm.yyyy", 45292, "2024-01-01"),
            ("dd.mm.yyyy hh:mm", 45292.5, "2024-01-01 12:00"),
            ("[$-409]h:mm AM/PM", 0.75, "18:00"),
            ("0.0%", 0.2, "20%"),
            ('0.00 "days"', 3.5, "3.5"),
            ("General", 0.1 + 0.2, "0.3"),
            ("General", 1200, "1200"),
        ],
    )
    def test_numbers_are_shown_as_a_person_sees_them(self, blocks, tmp_path, code, number, shown):
        coded = code.replace('"', "&quot;")
        styles = f'<numFmts><numFmt numFmtId="170" formatCode="{coded}"/></numFmts>'
        styles += '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>'
        made.xlsx(tmp_path / "a.xlsx", {"S": made.row(1, {"A": number}, style=1)}, styles=styles)
        assert [block.text for block in blocks("a.xlsx", tmp_path)] == [f"- {shown}"]

    def test_a_sheet_that_is_hidden_is_not_read(self, blocks, tmp_path):
        rows = made.row(1, {"A": "Our margin is 40 percent"})
        made.xlsx(tmp_path / "a.xlsx", {"Seen": made.row(1, {"A": "Hello"}), "Costs": rows}, hidden="Costs")
        assert [block.text for block in blocks("a.xlsx", tmp_path)] == ["- Hello"]


class TestDocx:
    def test_headings_items_and_tables(self, blocks, tmp_path):
        body = made.paragraph("Our shop", style="1") + made.paragraph("Open daily.")
        body += made.paragraph("Prices", style="2") + made.paragraph("Nails", properties="<w:numPr/>")
        body += made.table([["Name", "Price"], ["Nail", "2 | 3"]])
        styles = made.style("1", "heading 1") + made.style("2", "Heading 2")
        found = blocks("a.docx", made.docx(tmp_path / "a.docx", body, styles=styles))
        assert found == [
            Block("# Our shop"),
            Block("Open daily.", ("# Our shop",)),
            Block("## Prices", ("# Our shop",)),
            Block("- Nails", ("# Our shop", "## Prices")),
            Block("| Name | Price |", ("# Our shop", "## Prices")),
            Block("| Nail | 2 / 3 |", ("# Our shop", "## Prices")),
        ]

    def test_what_was_deleted_is_not_read(self, blocks, tmp_path):
        body = f"<w:p><w:r><w:t>New</w:t></w:r><w:del>{made.paragraph('Old')}</w:del></w:p>"
        assert blocks("a.docx", made.docx(tmp_path / "a.docx", body)) == [Block("New")]


class TestHtml:
    def test_the_text_without_what_is_for_machines(self, blocks):
        page = """<!DOCTYPE html><html><head><title>T</title><style>p{}</style></head><body><nav><p>Menu</p></nav>
        <h1>Our <b>shop</b></h1><p>Open&nbsp;daily.<script>if (1 < 2) alert("</p>")</script></p>
        <ul><li>Nails</li><li>Hammers</li></ul><table><tr><th>Name</th><th>Price</th></tr><tr><td>Nail<td>2</table>"""
        assert blocks("a.html", page) == [
            Block("# Our shop"),
            Block("Open daily.", ("# Our shop",)),
            Block("- Nails", ("# Our shop",)),
            Block("- Hammers", ("# Our shop",)),
            Block("| Name | Price |", ("# Our shop",)),
            Block("| Nail | 2 |", ("# Our shop",)),
        ]

    def test_a_head_that_never_ends_hides_nothing(self, blocks):
        assert blocks("a.html", "<html><head><title>T</title><body>Open daily.") == [Block("Open daily.")]


class TestPdf:
    def test_each_page_has_its_number_and_divided_words_are_joined(self, blocks, tmp_path):
        pages = [["Delivery takes two days and is free of char-", "ge in town."], ["We open at ten."]]
        assert blocks("a.pdf", made.pdf(tmp_path / "a.pdf", pages)) == [
            Block("Delivery takes two days and is free of charge in town.", place={"page": 1}),
            Block("We open at ten.", place={"page": 2}),
        ]

    def test_what_stands_on_every_page_is_left_out(self, blocks, tmp_path):
        subjects = ["Nails and screws", "Hammers of all sizes", "Paint for walls", "How we deliver"]
        pages = [["Acme Ltd", subject, f"Page {number} of 4"] for number, subject in enumerate(subjects, start=1)]
        assert [block.text for block in blocks("a.pdf", made.pdf(tmp_path / "a.pdf", pages))] == subjects
