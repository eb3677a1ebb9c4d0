"""Categories: a tree in which things are made, moved and deleted, and nothing in it is lost."""

import pytest

from knowledge import services
from knowledge.category_tree import category_tree
from knowledge.models import Article, Category, Source
from tenants.errors import InvalidInput

PAGES = "/manage/alpha/knowledge/categories"
API = "/manage/alpha/api/knowledge-base/categories"


@pytest.fixture
def shelves(tenant) -> dict[str, Category]:
    """Delivery, in it Abroad and Home, in Abroad Europe; beside it Payment."""
    delivery = services.category_create(name="Delivery")
    abroad = services.category_create(name="Abroad", parent=delivery)
    made = [
        delivery,
        abroad,
        services.category_create(name="Home", parent=delivery),
        services.category_create(name="Europe", parent=abroad),
        services.category_create(name="Payment"),
    ]
    return {shelf.name: shelf for shelf in made}


def paths() -> list[str]:
    return [shelf.path for shelf in category_tree()]


class TestTree:
    def test_what_stands_in_one_comes_right_after_it_with_its_path(self, shelves):
        assert paths() == [
            "Delivery",
            "Delivery › Abroad",
            "Delivery › Abroad › Europe",
            "Delivery › Home",
            "Payment",
        ]

    def test_it_counts_what_is_in_one_and_what_is_below(self, shelves):
        for name in ("Delivery", "Europe", "Europe"):
            services.article_create(title="A", body="B.", category=shelves[name])
        counts = {shelf.name: (shelf.article_count, shelf.article_count_all) for shelf in category_tree()}
        assert counts == {"Delivery": (1, 3), "Abroad": (0, 2), "Europe": (2, 2), "Home": (0, 0), "Payment": (0, 0)}

    def test_it_is_read_with_one_query(self, shelves, django_assert_num_queries):
        with django_assert_num_queries(1):
            category_tree()


class TestCreate:
    def test_new_ones_stand_at_the_end_of_their_neighbours(self, shelves):
        assert [shelves[name].position for name in ("Delivery", "Payment", "Abroad", "Home", "Europe")] == [
            0,
            1,
            0,
            1,
            0,
        ]

    @pytest.mark.parametrize("name", ["delivery", " DELIVERY "])
    def test_a_name_is_given_once_in_a_place(self, shelves, name):
        with pytest.raises(InvalidInput) as caught:
            services.category_create(name=name)
        assert (caught.value.field, caught.value.code) == ("name", "taken")
        assert services.category_create(name=name, parent=shelves["Payment"]).pk

    def test_none_stands_deeper_than_five_levels(self, shelves):
        parent = shelves["Europe"]
        for name in ("Spain", "Madrid"):
            parent = services.category_create(name=name, parent=parent)
        with pytest.raises(InvalidInput) as caught:
            services.category_create(name="Centre", parent=parent)
        assert (caught.value.field, caught.value.code) == ("parent", "too_deep")


class TestUpdate:
    def test_it_may_keep_its_name(self, shelves):
        assert services.category_update(category=shelves["Payment"], changes={"name": "payment"}).name == "payment"

    def test_what_stands_in_it_moves_with_it(self, shelves):
        services.category_update(category=shelves["Abroad"], changes={"parent": shelves["Payment"]})
        assert paths() == ["Delivery", "Delivery › Home", "Payment", "Payment › Abroad", "Payment › Abroad › Europe"]

    @pytest.mark.parametrize("inside", ["Delivery", "Abroad", "Europe"])
    def test_it_never_comes_to_stand_in_itself(self, shelves, inside):
        with pytest.raises(InvalidInput) as caught:
            services.category_update(category=shelves["Delivery"], changes={"parent": shelves[inside]})
        assert caught.value.field == "parent"

    def test_a_move_that_makes_it_too_deep_is_refused_with_all_below(self, shelves):
        deep = services.category_create(name="A", parent=shelves["Payment"])
        deep = services.category_create(name="B", parent=deep)
        with pytest.raises(InvalidInput):
            services.category_update(category=shelves["Delivery"], changes={"parent": deep})

    def test_it_takes_another_place_among_its_neighbours(self, shelves):
        services.category_update(category=shelves["Home"], changes={"position": 0})
        assert paths()[1:3] == ["Delivery › Home", "Delivery › Abroad"]


class TestDelete:
    def test_what_stands_in_it_moves_one_up_into_its_place(self, shelves):
        article = services.article_create(title="A", body="B.", category=shelves["Abroad"])
        source = Source.objects.create(kind=Source.Kind.SITE, name="S", category=shelves["Abroad"])
        services.category_delete(category=shelves["Abroad"])
        article.refresh_from_db()
        source.refresh_from_db()
        assert article.category == source.category == shelves["Delivery"]
        assert paths() == ["Delivery", "Delivery › Europe", "Delivery › Home", "Payment"]

    def test_from_the_top_articles_stand_in_none(self, shelves):
        article = services.article_create(title="A", body="B.", category=shelves["Payment"])
        services.category_delete(category=shelves["Payment"])
        assert Article.objects.get(pk=article.pk).category is None

    def test_a_name_that_is_taken_up_there_gets_a_number(self, shelves):
        services.category_create(name="payment", parent=shelves["Delivery"])
        services.category_create(name="Delivery", parent=shelves["Delivery"])
        services.category_delete(category=shelves["Delivery"])
        assert paths() == ["Abroad", "Abroad › Europe", "Home", "payment (2)", "Delivery", "Payment"]


@pytest.mark.usefixtures("stays_in_workspace")
class TestPages:
    def test_a_builder_adds_moves_and_deletes(self, client_of, shelves):
        client = client_of("builder")
        client.post(f"{PAGES}/new", {"name": "Returns", "parent": shelves["Payment"].pk})
        returns = Category.objects.get(name="Returns")
        assert returns.parent == shelves["Payment"]
        client.post(f"{PAGES}/{returns.pk}", {"name": "Refunds", "parent": shelves["Home"].pk})
        assert "Delivery › Home › Refunds" in paths()
        client.post(f"{PAGES}/{shelves['Home'].pk}/step", {"step": "up"})
        assert paths()[1] == "Delivery › Home"
        client.post(f"{PAGES}/{shelves['Home'].pk}/delete")
        assert "Delivery › Refunds" in paths()

    def test_before_it_is_deleted_the_page_says_what_moves(self, client_of, shelves):
        services.article_create(title="A", body="B.", category=shelves["Abroad"])
        page = client_of("builder").get(f"{PAGES}/{shelves['Abroad'].pk}").content.decode()
        assert "<strong>1 category</strong>" in page
        assert "<strong>1 article</strong>" in page
        assert "moves to “Delivery”" in page

    def test_a_name_that_is_taken_is_said_at_its_field(self, client_of, shelves):
        page = client_of("builder").post(f"{PAGES}/new", {"name": "delivery", "parent": ""}).content.decode()
        assert "There is a category of this name." in page

    def test_it_is_not_offered_to_stand_in_itself(self, client_of, shelves):
        page = client_of("builder").get(f"{PAGES}/{shelves['Abroad'].pk}").content.decode()
        assert "Delivery › Home" in page
        assert "Delivery › Abroad › Europe" not in page

    def test_a_viewer_only_reads(self, client_of, shelves):
        client = client_of("viewer")
        assert client.get(PAGES).status_code == 200
        assert client.get(f"{PAGES}/{shelves['Home'].pk}").status_code == 403
        for act in ("step", "delete"):
            assert client.post(f"{PAGES}/{shelves['Home'].pk}/{act}").status_code == 403
        assert client.post(f"{PAGES}/new", {"name": "x"}).status_code == 403

    def test_its_queries_do_not_grow_with_the_categories(self, client_of, shelves, django_assert_max_num_queries):
        for number in range(20):
            services.category_create(name=f"Shelf {number}", parent=shelves["Home"])
        client = client_of("builder")
        client.get(PAGES)
        with django_assert_max_num_queries(8):
            client.get(PAGES)


@pytest.mark.usefixtures("stays_in_workspace")
class TestApi:
    @pytest.fixture
    def client(self, client_of):
        return client_of("builder")

    def test_the_list_says_parent_path_and_counts(self, client, shelves):
        services.article_create(title="A", body="B.", category=shelves["Europe"])
        first = client.get(API).json()["results"][1]
        assert (first["parent"], first["path"], first["article_count_all"]) == (
            shelves["Delivery"].pk,
            "Delivery › Abroad",
            1,
        )

    def test_one_is_made_moved_and_deleted(self, client, shelves):
        data = {"name": "Returns", "parent": shelves["Home"].pk}
        made = client.post(API, data, content_type="application/json").json()
        assert made["path"] == "Delivery › Home › Returns"
        path = f"{API}/{made['id']}"
        moved = client.patch(path, {"parent": None, "position": 0}, content_type="application/json").json()
        assert (moved["path"], moved["position"]) == ("Returns", 0)
        assert client.get(path).json()["level"] == 1
        assert client.delete(path).status_code == 204
        assert client.get(path).status_code == 404

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"name": " "}, "name"),
            ({"name": "x" * 121}, "name"),
            ({"parent": 10**12}, "parent"),
            ({"parent": "own"}, "parent"),
            ({"position": -1}, "position"),
        ],
    )
    def test_an_error_names_the_field(self, client, shelves, data, field):
        path = f"{API}/{shelves['Delivery'].pk}"
        data = {"parent": shelves["Europe"].pk} if data == {"parent": "own"} else data
        answer = client.patch(path, data, content_type="application/json")
        assert (answer.status_code, answer.json()["error"]["field"]) == (400, field)

    def test_a_viewer_cannot_write(self, client_of, shelves):
        answer = client_of("viewer").post(API, {"name": "x"}, content_type="application/json")
        assert answer.status_code == 403
