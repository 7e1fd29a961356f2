"""Every component, on a phone and at a desk, by day and by night."""

import pytest

SOAK = pytest.mark.soak


@pytest.mark.parametrize(
    ("phone", "dark"),
    [
        (True, False),
        pytest.param(False, True, marks=SOAK),
        pytest.param(True, True, marks=SOAK),
        pytest.param(False, False, marks=SOAK),
    ],
)
def test_gallery(open_page, axe, fits, phone, dark):
    page = open_page("/ui/", phone=phone, dark=dark)
    fits(page)
    axe(page)
