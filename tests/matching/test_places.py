"""Place codes and names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kretslop.matching.criteria import CODE, Criteria, Criterion
from kretslop.matching.places import NAMES, code_of, name_of


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Oslo", "oslo"),
        (" BÆRUM ", "baerum"),
        ("Lillestrøm", "lillestrom"),
        ("Nordre  Follo", "nordre-follo"),
        ("Ås", "as"),
        ("Łódź", "lodz"),
        ("東京", ""),
        ("", ""),
    ],
)
def test_codes_of_places_as_people_write_them(name: str, code: str) -> None:
    assert code_of(name) == code


def test_names() -> None:
    assert name_of("baerum") == "Bærum"
    assert name_of("indre-ostfold") == "Indre Ostfold"
    for code, name in NAMES.items():
        assert code_of(name) == code


@given(st.text(max_size=100))
def test_every_code_can_be_asked_for(name: str) -> None:
    code = code_of(name)
    assert not code or CODE.fullmatch(code)
    assert code_of(code) == code
    if code:
        assert Criteria((Criterion("place", places=(code,)),)).items[0].places == (code,)
