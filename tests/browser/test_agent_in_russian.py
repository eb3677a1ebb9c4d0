"""A newcomer in Russian, in a real browser: from registering to an agent that sells, fills a field, and is undone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_first_hour import ANSWER_SECONDS, LOOKS, SCREENSHOTS
from tests.browser.windows import window_open
from tests.stack import Stack

pytestmark = pytest.mark.browser

FACT = "Парковка клиники находится на Кленовой улице, дом 7."
CLINIC = "31000002"
# Of the stand-in's clinic.
PATIENTS, FIRST_REQUEST = 11689563, 89860455
TREATMENT, CLEANING = "cf_564832", "Cleaning"
SAVED = "#tab-state .chip--ok"


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    """One window for the whole way, in Russian. A message of the browser's console fails the test."""
    return window_open(browser, locale="ru-RU")


@pytest.fixture
def root(page: Page) -> str:
    """Where the newcomer's workspace is."""
    head, tail = page.url.split("/manage/")
    return f"{head}/manage/{tail.split('/')[0]}"


@pytest.fixture
def agent(root: str) -> str:
    return f"{root}/ai-agents/1"


class TestAgentInRussian:
    """In order: each step stands on the one before."""

    def test_registering(self, page: Page, stack: Stack):
        page.goto(f"{stack.url}/accounts/signup/")
        page.locator("input[name=email]").fill("anna@klinika.test")
        page.locator("input[type=password]").first.fill("long-enough-and-odd")
        page.get_by_label("Компания или команда").fill("Кленовая клиника")
        page.get_by_role("button", name="Создать аккаунт").click()
        page.goto(f"{stack.url}/dev/mail")
        page.locator("a[href*='confirm-email']").first.click()
        page.get_by_role("button", name="Да, подтвердить").click()
        page.wait_for_url("**/manage/*/dashboard")
        expect(page.get_by_role("heading", name="Обзор")).to_be_visible()

    def test_connecting_kommo(self, page: Page):
        page.get_by_role("link", name="Интеграции").first.click()
        page.get_by_role("link", name="Kommo").first.click()
        page.get_by_role("button", name="Подключить Kommo").click()
        page.get_by_text(CLINIC).click()
        page.locator("button[value=allow]").click()
        page.wait_for_url("**/integrations/kommo")
        expect(page.locator(".sync-bar").first).to_contain_text("добавлено", timeout=60_000)

    def test_an_article(self, page: Page, root: str):
        page.goto(f"{root}/knowledge/articles/new")
        page.get_by_label("Заголовок").fill("Парковка")
        page.locator("textarea").first.fill(FACT)
        page.get_by_text("Опубликована", exact=True).click()
        page.get_by_role("button", name="Сохранить").click()
        page.goto(f"{root}/knowledge")
        expect(page.locator("tbody").get_by_text("Готово").first).to_be_visible(timeout=60_000)

    def test_an_agent_from_a_template(self, page: Page, root: str):
        page.goto(f"{root}/ai-agents")
        page.locator("a[href$='/ai-agents/new']").first.click()
        page.locator("input[name=template][value=qualifier]").check()
        page.get_by_role("textbox", name="Имя").fill("Вера")
        page.get_by_role("button", name="Создать агента").click()
        page.wait_for_url("**/edit/pipelines")

    def test_a_pipeline_and_what_happens_in_its_stages(self, page: Page):
        patients = page.locator("section.pipeline", has_text="Patients")
        patients.locator(".pipeline__works").click()
        expect(page.locator(SAVED)).to_be_visible()
        if not patients.locator("[data-strip]").is_visible():
            patients.locator("summary").first.click()
        patients.get_by_role("link", name="First request").click()
        expect(patients.locator(".stage-card__title")).to_have_text("First request")
        patients.locator("input[name$='.mode'][value=answers] + span").click()
        patients.locator("textarea[name$='.prompt']").fill("Узнайте, что беспокоит. По одному вопросу за раз.")
        expect(patients.locator(".stage", has_text="First request")).to_contain_text("отвечает")
        page.get_by_role("button", name="Сохранить").last.click()
        expect(page.get_by_text("Сохранено в черновике.").first).to_be_visible()
        patients.get_by_role("link", name="Appointment booked").click()
        expect(patients.locator(".stage-card__title")).to_have_text("Appointment booked")
        patients.locator("input[name$='.mode'][value=collects] + span").click()
        expect(patients.locator(".stage", has_text="Appointment booked")).to_contain_text("собирает")
        page.get_by_role("button", name="Сохранить").last.click()
        expect(page.get_by_text("Сохранено в черновике.").first).to_be_visible()
        page.reload()
        expect(page.locator(".stage", has_text="First request")).to_contain_text("отвечает")
        expect(page.locator(".stage", has_text="Appointment booked")).to_contain_text("собирает")
        # The page of a stage is still one of the Pipelines tab.
        expect(page.locator(".segmented [aria-current=page]")).to_have_text("Воронки")

    def test_its_channels(self, page: Page, agent: str):
        page.goto(f"{agent}/edit/channels")
        page.locator("label.switch", has_text="Все каналы").click()
        page.locator("tr", has_text="WhatsApp").locator("label.switch").click()
        expect(page.locator(SAVED)).to_be_visible()
        page.reload()
        expect(page.locator("tr", has_text="WhatsApp").locator("input[name=channel]")).to_be_checked()

    def test_its_hours_and_when_it_gives_way(self, page: Page, agent: str):
        page.goto(f"{agent}/edit")
        page.locator("label.switch", has_text="только в определённые часы").click()
        for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun"):
            row = page.locator(f"[data-day={day}]")
            if not row.locator("[data-row]").count():
                row.locator("[data-row-add]").click()
            row.locator("input[type=time]").nth(0).fill("00:00")
            row.locator("input[type=time]").nth(1).fill("23:59")
        page.locator("#s-handoff-topics-words").fill("юрист\nжалоба")
        page.get_by_role("button", name="Сохранить").last.click()
        expect(page.get_by_text("Сохранено в черновике.").first).to_be_visible()
        expect(page.locator("#s-handoff-topics-words")).to_have_value("юрист\nжалоба")

    def test_it_may_see_a_field(self, page: Page, agent: str):
        page.goto(f"{agent}/edit/fields")
        page.locator(f"select[name='level.{TREATMENT}']").select_option("tell")
        expect(page.locator(SAVED)).to_be_visible()

    def test_a_rule_with_a_synonym_is_tried(self, page: Page, agent: str):
        page.goto(f"{agent}/edit/fields/entry")
        page.locator("#new-rule").select_option(TREATMENT)
        page.get_by_role("button", name="Добавить правило").click()
        rule = page.locator(f"#rule-{TREATMENT}")
        if not rule.locator("textarea").first.is_visible():
            rule.locator("summary").click()
        rule.locator(".rule__words label", has_text=CLEANING).wait_for()
        rule.locator(".rule__words textarea").first.fill("чистка\nчистку")
        page.get_by_role("button", name="Сохранить").last.click()
        page.locator("#id_dialogue").fill("Клиент: Хочу записаться на чистку")
        page.get_by_role("button", name="Проверить").click()
        tried = page.locator("#tried li", has_text="Treatment")
        expect(tried).to_contain_text("записал бы")
        expect(tried).to_contain_text(CLEANING)

    def test_a_script_from_the_example(self, page: Page, agent: str):
        page.goto(f"{agent}/scripts")
        page.get_by_role("button", name="Добавить пример").click()
        page.get_by_role("button", name="Сохранить").last.click()
        page.goto(f"{agent}/scripts")
        expect(page.locator("main table tbody tr")).to_have_count(1)

    def test_what_it_may_quote(self, page: Page, agent: str):
        page.goto(f"{agent}/edit/knowledge")
        page.locator("label.switch").first.click()
        page.locator("label", has_text="Парковка").click()
        expect(page.locator(SAVED)).to_be_visible()

    def test_the_prompt_holds_what_was_written(self, page: Page, agent: str):
        page.goto(f"{agent}/edit/prompt?stage={PATIENTS}-{FIRST_REQUEST}")
        expect(page.locator("main")).to_contain_text("По одному вопросу за раз.")

    def test_publishing(self, page: Page, agent: str):
        page.goto(f"{agent}/edit/review")
        expect(page.locator("main")).to_contain_text("юрист")
        # By its title, not by its number.
        expect(page.locator("main")).to_contain_text("Парковка")
        page.locator("main .card button[name=switch_on]").click()
        expect(page.get_by_text("Версия 1 действует.").first).to_be_visible()

    def test_a_customer_gets_the_answer(self, stack: Stack, lead: dict):
        say(stack, lead, "Где можно припарковаться?")
        answered(stack, lead, 1)
        assert FACT in stack.answers(lead, account="clinic")[0]

    def test_what_the_customer_said_stands_on_the_lead(self, page: Page, stack: Stack, lead: dict, agent: str):
        say(stack, lead, "Меня интересует чистка")
        stack.wait(lambda: treatment(stack, lead) == [CLEANING], "a value on the lead", ANSWER_SECONDS)
        row = page.locator("tbody tr", has_text="Treatment")
        undo = row.get_by_role("button", name="Отменить")
        # Kommo has the value a moment before we have heard that it has.
        stack.wait(lambda: page.goto(f"{agent}/edit/fields/writes") and undo.count(), "a way back", ANSWER_SECONDS)
        expect(row).to_contain_text(CLEANING)
        look(page, "writes")
        undo.click()
        stack.wait(lambda: treatment(stack, lead) == [], "an empty field again", ANSWER_SECONDS)

    def test_the_browser_complained_of_nothing(self, page: Page):
        assert page.complaints == []

    def test_every_page_holds_in_every_look(self, page: Page, agent: str, root: str):
        for path in (
            "", "/new", "/coverage", "/1/edit", "/1/edit/pipelines", f"/1/edit/pipelines/{PATIENTS}/{FIRST_REQUEST}",
            "/1/edit/channels", "/1/edit/fields", "/1/edit/fields?card=contact", "/1/edit/fields/entry",
            "/1/edit/fields/try", "/1/edit/fields/writes", "/1/edit/knowledge", "/1/scripts", "/1/scripts/1",
            "/1/scripts/new", "/1/edit/prompt", "/1/edit/review", "/1/edit/history", "/1/edit/history/1",
            "/1/edit/running",
        ):  # fmt: skip
            assert page.goto(f"{root}/ai-agents{path}").status == 200, path
            page.evaluate("document.querySelectorAll('.rule details').forEach((rule) => (rule.open = true))")
            look(page, path.replace("/", "_").replace("?", "_") or "list")
        assert page.complaints == []

    def test_the_account_is_free_for_others(self, page: Page, root: str):
        """The account is lent to this test: only one workspace may hold it."""
        page.goto(f"{root}/integrations/kommo")
        page.locator("[data-dialog-open=disconnect]").click()
        page.locator("dialog[open]").get_by_role("button", name="Отключить").click()
        expect(page.get_by_text("Отключено").first).to_be_visible()


@pytest.fixture(scope="module")
def lead(stack: Stack) -> dict:
    """A customer of the clinic who has written nothing yet."""
    return stack.play(
        "leads", account="clinic", pipeline_id=PATIENTS, status_id=FIRST_REQUEST, name="Олег", origin="waba",
        contact={"name": "Олег"},
    )  # fmt: skip


def say(stack: Stack, lead: dict, text: str) -> None:
    stack.play("say", account="clinic", lead_id=lead["id"], talk_id=lead["talk_id"], text=text)


def answered(stack: Stack, lead: dict, times: int) -> None:
    stack.wait(lambda: len(stack.answers(lead, account="clinic")) >= times, "an answer", ANSWER_SECONDS)


def treatment(stack: Stack, lead: dict) -> list[str]:
    """What Kommo holds in the field of the lead."""
    card = next(one for one in stack.leads(account="clinic") if one["id"] == lead["id"])
    fields = [field for field in card["custom_fields_values"] if f"cf_{field['field_id']}" == TREATMENT]
    return [value["value"] for field in fields for value in field["values"]]


def look(page: Page, name: str) -> None:
    """As it is now, in every look. The pictures are for people to look at."""
    for kind, (scheme, width) in LOOKS.items():
        page.emulate_media(color_scheme=scheme)
        page.set_viewport_size({"width": width, "height": 900})
        folder = SCREENSHOTS / "russian" / kind
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (name, kind)
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 1280, "height": 900})
