"""The library's pages for signing in wear our look."""

import re

import pytest
from playwright.sync_api import expect

SOAK = pytest.mark.soak


@pytest.mark.parametrize("phone", [True, pytest.param(False, marks=SOAK)])
@pytest.mark.parametrize(
    "address",
    [
        "/accounts/login/",
        *(pytest.param(f"/accounts/{other}/", marks=SOAK) for other in ("login/code", "password/reset")),
    ],
)
def test_pages_for_signing_in(open_page, axe, fits, phone, address):
    page = open_page(address, phone=phone)
    expect(page).to_have_title(re.compile("– Kretsløp$"))
    fits(page)
    axe(page)
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    expect(page.get_by_role("main").locator(".ds-error-summary")).to_be_visible()
    axe(page)
