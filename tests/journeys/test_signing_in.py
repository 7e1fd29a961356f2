"""The library's pages for signing in wear our look."""

import pytest


@pytest.mark.parametrize("phone", [True, False])
@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/login/code/", "/accounts/password/reset/"])
def test_pages_for_signing_in(open_page, axe, fits, phone, address):
    page = open_page(address, phone=phone)
    assert page.title().endswith("– Kretsløp")
    fits(page)
    axe(page)
    page.get_by_role("main").locator("form button[type=submit]").first.click()
    page.wait_for_load_state()
    assert page.get_by_role("main").locator(".ds-error-summary").is_visible()
    axe(page)
