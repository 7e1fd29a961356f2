"""Every component, on a phone and at a desk, by day and by night."""

import pytest


@pytest.mark.parametrize("phone", [True, False])
@pytest.mark.parametrize("dark", [True, False])
def test_gallery(open_page, axe, fits, phone, dark):
    page = open_page("/ui/", phone=phone, dark=dark)
    fits(page)
    axe(page)
