"""E-mail in a real browser: an account is entered, a mail is written in the drawer, nothing is wider than a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_first_hour import SCREENSHOTS
from tests.browser.windows import log_in, window_open
from tests.mail_servers import PASSWORD, PostOffice
from tests.stack import Stack

pytestmark = pytest.mark.browser

COMPANY = "sales@company.test"


@pytest.fixture(scope="module")
def post(stack: Stack) -> Iterator[PostOffice]:
    office = PostOffice(users=(COMPANY,), dovecot=None, port=stack.mail_port)
    office.start()
    yield office
    office.stop()


@pytest.fixture(scope="module")
def page(browser: Browser, stack: Stack) -> Page:
    """A phone, logged in to the demo."""
    opened = window_open(browser, locale="en-US", width=390, height=844)
    log_in(opened, stack)
    return opened


def look(page: Page, name: str) -> None:
    folder = SCREENSHOTS / "mail"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), name


def test_a_mail_is_written_from_a_conversation(page: Page, stack: Stack, post: PostOffice) -> None:
    workspace = page.url.split("/manage/")[1].split("/")[0]
    root = f"{stack.url}/manage/{workspace}"
    page.goto(f"{root}/integrations/email/new")
    look(page, "account")
    members = {
        "name": "Sales", "address": COMPANY, "username": COMPANY, "password": PASSWORD, "smtp_host": "127.0.0.1",
        "smtp_port": str(post.port),
    }  # fmt: skip
    for name, value in members.items():
        page.locator(f"#id_{name}").fill(value)
    page.locator("#id_smtp_security").select_option("plain")
    page.locator("main form button[type=submit]").last.click()
    page.locator("form[action$='/test'] button").click()
    expect(page.locator(".banner--ok")).to_be_visible()
    look(page, "tested")

    lead = stack.leads()[0]
    before = len(stack.answers(lead))
    stack.play("say", lead_id=lead["id"], talk_id=lead["talk_id"], text="Is my order ready?")
    stack.wait(lambda: len(stack.answers(lead)) > before, "an answer", 60)
    page.goto(f"{root}/inbox")
    page.locator("a[href*='/inbox/']").first.click()
    page.locator("[data-dialog-open='mail-drawer']").click()
    drawer = page.locator("#mail-drawer")
    expect(drawer.locator(".empty")).to_be_visible()
    look(page, "drawer")
    drawer.locator("a[href$='/emails/new']").click()
    drawer.locator("#id_to").fill("maria")
    drawer.locator("#id_subject").fill("Order")
    drawer.locator("#id_text").fill("It is ready.")
    drawer.locator("form button[type=submit]").click()
    expect(drawer.locator("#id_to_error")).to_be_visible()
    look(page, "fault")
    drawer.locator("#id_to").fill("maria@shop.test")
    drawer.locator("#id_attachments").set_input_files(
        [{"name": "price.txt", "mimeType": "text/plain", "buffer": b"prices"}]
    )
    drawer.locator("form button[type=submit]").click()
    expect(drawer.locator(".chip--ok")).to_be_visible(timeout=30_000)
    look(page, "sent")
    assert [envelope.rcpt_tos for envelope in post.taken] == [["maria@shop.test"]]
    page.emulate_media(color_scheme="dark")
    look(page, "dark")
    # A refused form answers 422, which the browser's console calls an error.
    assert [text for text in page.complaints if "422" not in text] == []
