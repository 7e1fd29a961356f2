"""The frame around every page in a real browser: keys, menus, focus, languages, and one click that stays one."""

import re

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

#: A page with little but the frame around it; the gallery at /ui/ has every component besides.
FRAME = "/accessibility/"


@pytest.fixture
def ingrid(transactional_db):
    return get_user_model().objects.create_user("ingrid@example.org", name="Ingrid Moen", staff_roles=["liaison"])


def posts(page):
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request))
    return sent


def test_a_second_click_sends_nothing(open_page):
    page = open_page("/ui/")
    waiting = []
    page.route("**/ui/", lambda route: waiting.append(route))
    page.evaluate("""() => {
        const accept = document.querySelector("button[data-key=a]");
        setTimeout(() => accept.click(), 0);
        setTimeout(() => accept.click(), 300);
    }""")
    page.wait_for_timeout(900)
    assert len(waiting) == 1
    waiting[0].abort("aborted")


def test_the_pressed_buttons_value_travels(open_page):
    page = open_page(FRAME, language="nb-NO")
    sent = posts(page)
    page.get_by_role("contentinfo").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert "language=en" in sent[0].post_data


def test_a_key_presses_its_button_but_not_while_somebody_writes(open_page):
    page = open_page("/ui/")
    sent = posts(page)
    field = page.get_by_label("Mail address").first
    field.fill("")
    field.press_sequentially("ada")
    expect(field).to_have_value("ada")
    assert sent == []
    page.locator("main").focus()
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("a")


@pytest.mark.soak
def test_keys_can_be_switched_off(open_page, ingrid):
    page = open_page("/ui/", user=ingrid)
    sent = posts(page)
    page.get_by_role("button", name="Your account, Ingrid Moen").click()
    page.get_by_role("button", name="Keys on the buttons").click()
    page.keyboard.press("Escape")
    page.reload()
    page.locator("main").focus()
    page.keyboard.press("a")
    expect(page.locator("[data-key=a] kbd")).to_be_hidden()
    assert sent == []


def test_errors_take_the_focus_and_lead_to_their_field(open_page):
    page = open_page("/ui/")
    expect(page.get_by_role("group", name=re.compile("things are missing"))).to_be_focused()
    page.get_by_role("link", name=re.compile("^Mail address")).click()
    expect(page).to_have_url(re.compile("#id_email$"))


def test_the_phone_menu_opens_and_closes(open_page, ingrid):
    page = open_page("/ui/", user=ingrid, phone=True)
    menu = page.get_by_role("navigation", name="Main")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    expect(menu.get_by_role("link", name="Candidates")).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    page.get_by_role("button", name="Your account, Ingrid Moen").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


@pytest.mark.soak
def test_the_menus_work_without_javascript(open_page, ingrid):
    page = open_page("/ui/", user=ingrid, phone=True, javascript=False)
    page.get_by_role("button", name="Menu").click()
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Campaigns")).to_be_visible()
    page.get_by_role("button", name="Your account, Ingrid Moen").click()
    expect(page.get_by_role("button", name="Keys on the buttons")).to_be_hidden()
    page.get_by_role("dialog").or_(page.locator("#account")).get_by_role("button", name="Norsk").click()
    expect(page.locator("html")).to_have_attribute("lang", "nb")


def test_the_skip_link_comes_first_and_skips(open_page):
    page = open_page(FRAME)
    page.evaluate("document.body.tabIndex = -1; document.body.focus()")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the content")
    expect(link).to_be_focused()
    link.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.soak
def test_the_page_follows_the_persons_light(open_page):
    colours = {
        dark: open_page(FRAME, dark=dark).evaluate("getComputedStyle(document.body).backgroundColor") for dark in (0, 1)
    }
    assert colours[False] != colours[True]


def test_what_a_part_of_the_page_does_when_it_comes(open_page, watch):
    page, answer = open_page("/ui/"), {}
    page.route("**/part/", lambda route: route.fulfill(content_type="text/html; charset=utf-8", **answer))

    def comes(body, status=200):
        answer.update(body=body, status=status)
        page.evaluate("htmx.ajax('GET', '/part/', '#criteria')")

    # A failure is told, and what was there stays.
    comes("no", 500)
    expect(page.locator("#messages")).to_have_text(re.compile("That did not work. Please try again."))
    expect(page.locator("#criteria")).to_contain_text("What you asked for")
    watch.faults.clear()
    # Focus and title go with the new part; without a place for focus it is announced.
    comes('<section data-title="Priya Raman – Kretsløp"><h2 data-focus>Priya Raman</h2><p>Introduced.</p></section>')
    expect(page.get_by_role("heading", name="Priya Raman")).to_be_focused()
    expect(page).to_have_title("Priya Raman – Kretsløp")
    comes('<p data-title="Twelve people – Kretsløp">Twelve people</p>')
    expect(page.locator("#announce")).to_have_text("Twelve people – Kretsløp")
    # A form sent back with errors is shown.
    comes("<p data-focus>Too short</p>", 422)
    expect(page.get_by_text("Too short")).to_be_focused()
