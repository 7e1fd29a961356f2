"""Nothing leads from a candidate to a household or to fairness answers but their own rooms."""

import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import FieldError

from kretslop.fairness.models import FairnessAnswer
from kretslop.introductions.models import Introduction
from kretslop.relocation.models import Bookmark, Case, Household, Step
from kretslop.talent.models import Candidate

WALLED = (Household, Case, Step, FairnessAnswer)


@pytest.mark.parametrize("model", [Candidate, Introduction])
def test_no_row_below_knows_them(model):
    named = [field for field in model._meta.get_fields() if field.related_model in WALLED]
    assert named == []
    for word in ("household", "case", "fairnessanswer", "relocation_case", "fairness"):
        assert not hasattr(model, word)
        with pytest.raises(FieldError):
            model.objects.filter(**{f"{word}__isnull": False})


def test_each_of_their_tables_goes_with_the_candidate():
    for model in (Household, Case, FairnessAnswer):
        key = model._meta.get_field("candidate")
        assert key.remote_field.on_delete.__name__ == "CASCADE"
        assert key.remote_field.hidden
    assert Bookmark.personal_data == {}


def test_no_room_that_decides_names_their_tables_as_text():
    """`apps.get_model("relocation", …)` would go round an import contract."""
    root = Path(settings.BASE_DIR) / "kretslop"
    rooms = ("matching", "screening", "campaigns", "introductions", "talent", "employers", "routes", "web/employer")
    words = ('"relocation', '"fairness.', "relocation_household", "fairness_fairnessanswer", "FairnessAnswer")
    files = [path for room in rooms for path in (root / room).rglob("*.py") if "migrations" not in path.parts]
    assert [p.name for p in files if any(word in p.read_text(encoding="utf-8") for word in words)] == []


def test_the_contracts_say_who_may():
    toml = tomllib.loads((Path(settings.BASE_DIR) / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = {each["name"]: each for each in toml["tool"]["importlinter"]["contracts"]}
    for name, room in (("households", "relocation"), ("fairness answers", "fairness")):
        contract = contracts[f"Only {room} and privacy read {name}"]
        assert contract["protected_modules"] == [f"kretslop.{room}.models"]
        assert contract["allowed_importers"] == [f"kretslop.{room}", "kretslop.privacy"]
    wall = contracts["No decision about a person knows of households or fairness answers"]
    assert {"kretslop.matching", "kretslop.screening", "kretslop.web.employer"} <= set(wall["source_modules"])
    assert wall["allow_indirect_imports"] is False
