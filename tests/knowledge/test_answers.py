"""Exact answers: their list, their editor, and many at once from a spreadsheet."""

import pytest

from knowledge import services
from knowledge.models import Article
from knowledge.pasted import MOST_ROWS, rows_pasted

ROOT = "/manage/alpha/knowledge/answers"
FORM = {"title": "When are you open?", "body": "10 to 20.", "questions": "hours\nOpening hours?\n", "priority": "5"}
REST = {"category": "", "language": "", "tags": "", "valid_from": "", "valid_until": "", "status": "published"}

pytestmark = pytest.mark.usefixtures("stays_in_workspace")


class TestPasted:
    def test_a_grid_of_a_spreadsheet_is_read(self):
        text = 'When?\t"From 10\nto ""20"""\tHours\r\n\t\t\r\nWhere?\tHere.\t\tmore\r\n'
        rows = [(row.number, row.question, row.answer, row.category) for row in rows_pasted(text)]
        assert rows == [(1, "When?", 'From 10\nto "20"', "Hours"), (3, "Where?", "Here.", "")]

    @pytest.mark.parametrize("text", ['Q,"A, and B",C', "Q;A, and B;C"])
    def test_so_is_csv(self, text):
        (row,) = rows_pasted(text)
        assert (row.question, row.answer, row.category) == ("Q", "A, and B", "C")

    def test_the_names_of_the_columns_are_left_out(self):
        assert [row.number for row in rows_pasted("Question\tAnswer\nQ\tA", has_header=True)] == [2]


class TestPages:
    def test_one_is_written_and_changed(self, client_of):
        client = client_of("builder")
        client.post(f"{ROOT}/new", FORM | REST)
        made = Article.objects.get()
        assert (made.kind, made.questions, made.priority) == ("answer", ["hours", "Opening hours?"], 5)
        page = client.get(f"/manage/alpha/knowledge/articles/{made.pk}").content.decode()
        assert "Opening hours?" in page
        client.post(f"/manage/alpha/knowledge/articles/{made.pk}/save", FORM | REST | {"body": "Closed."})
        made.refresh_from_db()
        assert made.body == "Closed."

    def test_the_list_has_only_them(self, client_of):
        services.article_create(kind="answer", title="When?", body="At 10.")
        services.article_create(title="Delivery", body="A courier.")
        page = client_of("viewer").get(ROOT).content.decode()
        assert "When?" in page
        assert "Delivery" not in page

    def test_empty_it_says_what_they_are_for(self, client_of):
        assert b"No exact answer yet" in client_of("builder").get(ROOT).content

    def test_a_viewer_cannot_write(self, client_of):
        client = client_of("viewer")
        assert client.post(f"{ROOT}/new", FORM | REST).status_code == 403
        assert client.post(f"{ROOT}/paste", {"text": "Q\tA", "status": "draft"}).status_code == 403


class TestPaste:
    TEXT = (
        "When?\tAt 10.\tHours\nWhen?\tAt 11.\n\tNothing.\nWhere?\t\nHow?\tSo.\tElsewhere\nWhich?\tThat.\tDays › Hours"
    )

    @pytest.fixture
    def hours(self, tenant):
        return services.category_create(name="Hours")

    def test_each_row_is_looked_through_and_nothing_is_saved(self, client_of, hours):
        page = client_of("builder").post(f"{ROOT}/paste", {"text": self.TEXT, "status": "published"}).content.decode()
        for trouble in ("already", "There is no question.", "There is no answer.", "no category of this name"):
            assert trouble in page
        assert "5 rows have an error" in page
        assert "Save 1 exact answer" in page
        assert not Article.objects.exists()

    def test_what_is_right_is_saved_when_it_was_seen(self, client_of, hours):
        data = {"text": self.TEXT, "status": "published", "save": "on"}
        assert client_of("builder").post(f"{ROOT}/paste", data).status_code == 302
        made = Article.objects.get()
        assert (made.kind, made.title, made.body, made.category) == ("answer", "When?", "At 10.", hours)

    def test_a_name_that_two_categories_have_needs_its_path(self, tenant, hours):
        below = [
            services.category_create(name="Sunday", parent=parent)
            for parent in (hours, services.category_create(name="Prices"))
        ]
        rows = rows_pasted("A\tB\tsunday\nC\tD\thours > sunday")
        by_name, by_path = services.answers_check(rows)
        assert "write the path" in by_name.trouble
        assert by_path.category == below[0]

    def test_too_many_rows_are_said_at_the_field(self, client_of):
        text = "\n".join(f"Question {number}\tAnswer" for number in range(MOST_ROWS + 1))
        page = client_of("builder").post(f"{ROOT}/paste", {"text": text, "status": "draft", "save": "on"})
        assert "field__error" in page.content.decode()
        assert not Article.objects.exists()
