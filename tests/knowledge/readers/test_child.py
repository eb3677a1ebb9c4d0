"""Files that are made to harm, read as the product reads them: in a process of its own."""

from contextlib import closing
from pathlib import Path

import pytest

from knowledge.readers.kinds import kind_named
from knowledge.readers.troubles import ReadingFailed
from knowledge.reading.child import messages
from tests.knowledge.readers import made


def texts(path: Path) -> list[str]:
    with closing(messages(path, named=kind_named(path.name))) as said:
        return [message["text"] for message in said if "text" in message]


def trouble(path: Path) -> ReadingFailed:
    with pytest.raises(ReadingFailed) as failed:
        texts(path)
    return failed.value


class TestMessages:
    def test_it_gives_the_kind_the_blocks_and_how_far_it_is(self, tmp_path):
        path = made.pdf(tmp_path / "a.pdf", [["We open at ten each day."]])
        with closing(messages(path, named="pdf")) as said:
            spoken = [message for message in said if message]
        assert spoken[0] == {"kind": "pdf"}
        assert {"text": "We open at ten each day.", "path": [], "place": {"page": 1}} in spoken
        assert {"done": 1, "steps": 1} in spoken

    def test_three_hundred_pages_are_read_within_its_memory(self, tmp_path):
        pages = [[f"On page {page} stands line {line} of forty." for line in range(40)] for page in range(300)]
        with closing(messages(made.pdf(tmp_path / "a.pdf", pages), named="pdf")) as said:
            places = [message["place"]["page"] for message in said if "text" in message]
        assert places == list(range(1, 301))

    def test_a_zip_bomb_is_not_unpacked(self, tmp_path):
        failed = trouble(made.zip_bomb(tmp_path / "a.docx"))
        assert failed.code == "bomb"
        assert failed.facts == {"unpacked_mb": 60, "most_mb": 953}

    def test_a_zip_of_very_many_parts_is_not_opened(self, tmp_path):
        path = made.docx(tmp_path / "a.docx", made.paragraph("Hi"))
        assert trouble(made.with_parts_claimed(path, 60_000)).code == "too_many_parts"

    def test_a_pdf_that_loops(self, tmp_path):
        assert trouble(made.pdf_that_loops(tmp_path / "a.pdf")).code in ("broken", "too_deep", "empty")

    def test_a_pdf_with_a_password(self, tmp_path):
        assert trouble(made.pdf_encrypted(tmp_path / "a.pdf")).code == "encrypted"

    def test_a_pdf_of_pictures(self, tmp_path):
        failed = trouble(made.pdf(tmp_path / "a.pdf", [["7"], ["8"]]))
        assert (failed.code, failed.facts) == ("needs_ocr", {"pages": 2})

    def test_a_protected_document_of_an_office(self, tmp_path):
        path = tmp_path / "a.docx"
        path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
        assert trouble(path).code == "encrypted"

    @pytest.mark.parametrize(("name", "found"), [("a.docx", "PDF"), ("a.txt", "PDF")])
    def test_a_name_that_lies(self, tmp_path, name, found):
        failed = trouble(made.pdf(tmp_path / name, [["Text enough to be read."]]))
        assert (failed.code, failed.facts["found"]) == ("wrong_type", found)

    def test_a_workbook_called_a_document(self, tmp_path):
        path = made.xlsx(tmp_path / "a.docx", {"S": made.row(1, {"A": "x"})})
        failed = trouble(path)
        assert (failed.code, failed.facts) == ("wrong_type", {"named": "DOCX", "found": "XLSX"})

    def test_a_zip_of_something_else(self, tmp_path):
        assert trouble(made.zipped(tmp_path / "a.docx", {"a.txt": "x"})).code == "unknown_type"

    @pytest.mark.parametrize("head", [made.laughs(), '<!DOCTYPE d SYSTEM "file:///etc/passwd">'])
    def test_a_document_that_defines_texts(self, tmp_path, head):
        assert trouble(made.docx(tmp_path / "a.docx", made.paragraph("Hi"), head=head)).code == "unsafe"

    @pytest.mark.parametrize("share", [0.5, 0.9])
    def test_half_a_zip(self, tmp_path, share):
        path = made.docx(tmp_path / "a.docx", made.paragraph("Hi " * 5_000))
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        assert trouble(path).code == "broken"

    def test_a_document_that_ends_in_the_middle(self, tmp_path):
        path = made.zipped(tmp_path / "a.docx", {"word/document.xml": "<document><p>"})
        assert trouble(path).code == "broken"

    def test_ten_megabytes_on_one_line_are_cut(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("word " * 2_000_000)
        read = texts(path)
        assert sum(map(len, read)) == pytest.approx(10_000_000, rel=0.01)
        assert max(map(len, read)) <= 16_000

    def test_ten_megabytes_in_one_row_are_refused(self, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("word," * 2_000_000)
        assert trouble(path).code == "too_long_line"

    def test_what_needs_too_much_memory_ends_itself_alone(self, tmp_path):
        path = tmp_path / "a.html"
        path.write_text("<table><tr>" + "<td>" + "x" * 300_000_000)
        assert trouble(path).code == "too_much_memory"

    def test_it_is_ended_when_nobody_listens_any_more(self, tmp_path):
        path = tmp_path / "a.txt"
        path.write_text("word \n\n" * 2_000_000)
        said = messages(path, named="txt")
        next(said)
        said.close()
        # Nothing to ask but the system: of a process that is gone and was waited for, nothing is left.
        assert not [entry for entry in Path("/proc").glob("[0-9]*/cmdline") if str(path).encode() in entry.read_bytes()]
