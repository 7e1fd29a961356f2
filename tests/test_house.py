"""What import-linter cannot see: foreign keys point down, personal data is declared, and no file outgrows a head."""

import ast
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db.models import Field, Model

from kretslop.shared import translations
from kretslop.shared.personal_data import PersonalData

ROOT = Path(settings.BASE_DIR)
LONGEST_FILE, LONGEST_FUNCTION = 300, 60
# Why a file may be longer: the reason stands beside its name.
LONG_FILES: dict[str, str] = {}
LONG_FUNCTIONS: dict[str, str] = {}
# A row's number and a random reference tell nothing about anybody.
IMPERSONAL_NAMES = {"id", "ref"}


def room_heights() -> dict[str, int]:
    """Return each room's height, from the layers of the import contract; 0 is the ground."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(contract["layers"] for contract in contracts if contract["containers"] == ["kretslop"])
    return {room.strip(" ()"): height for height, layer in enumerate(reversed(layers)) for room in layer.split("|")}


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("kretslop.")]


def columns(model: type[Model]) -> list[Field]:
    return [field for field in model._meta.get_fields() if isinstance(field, Field) and field.concrete]


def test_there_are_models_to_look_at():
    assert {"accounts", "talent", "introductions"} <= {model._meta.app_label for model in our_models()}


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_down(model):
    heights = room_heights()
    own = model._meta.app_label
    for field in model._meta.get_fields():
        target = field.related_model if field.concrete and field.is_relation else None
        if target is None or not target.__module__.startswith("kretslop."):
            continue
        other = target._meta.app_label
        assert other == own or heights[other] < heights[own], f"{model._meta.label}.{field.name} points up at {other}"


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_personal_data_is_declared(model):
    """Every column is either in the model's `personal_data` or in its `not_personal`, and nothing else is."""
    assert "personal_data" in vars(model), f"{model._meta.label} declares no personal_data beside its fields"
    declared, cleared = model.personal_data, getattr(model, "not_personal", set())
    assert all(isinstance(entry, PersonalData) for entry in declared.values())
    names = {field.name for field in columns(model)}
    # A link to another row is no data of its own: whoever collects a person's data follows it.
    impersonal = IMPERSONAL_NAMES | {field.name for field in columns(model) if field.primary_key or field.is_relation}
    assert names - declared.keys() - cleared - impersonal == set(), "columns nobody declared"
    assert declared.keys() & cleared == set(), "declared twice"
    assert (declared.keys() | cleared) - names == set(), "declared, but there is no such column"


def python_files() -> list[Path]:
    folders = [ROOT / name for name in ("kretslop", "tests", "bench")]
    files = [path for folder in folders for path in folder.rglob("*.py") if "migrations" not in path.parts]
    return sorted([*files, *ROOT.glob("*.py")])


def test_files_and_functions_stay_small():
    too_long = []
    for path in python_files():
        name, text = path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")
        lines = sum(1 for line in text.splitlines() if line.strip())
        if lines > LONGEST_FILE and name not in LONG_FILES:
            too_long.append(f"{name}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION and f"{name}:{node.name}" not in LONG_FUNCTIONS:
                    too_long.append(f"{name}:{node.lineno} {node.name}: {length} lines")
    assert too_long == []


def test_no_words_hide_in_an_f_string():
    """The tool that collects strings for translation does not look there: they would stay English."""
    found = {
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for path in (ROOT / "kretslop").rglob("*.py")
        if "gettext" in (text := path.read_text())
        for string in ast.walk(ast.parse(text))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and (name_of(call) == "_" or "gettext" in name_of(call))
    }
    assert found == set()


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "id", getattr(call.func, "attr", ""))


def test_no_test_runs_nowhere():
    """A test file that pytest does not collect passes forever."""
    lost = [path for path in (ROOT / "tests").rglob("*.py") if path.name.endswith(("_test.py", "_tests.py"))]
    assert lost == []


def test_every_room_has_its_place():
    heights = room_heights()
    rooms = {path.parent.name for path in (ROOT / "kretslop").glob("*/__init__.py")}
    assert rooms - heights.keys() == set()
    with_models = {path.parent.name for path in (ROOT / "kretslop").glob("*/models.py")}
    assert with_models - {config.label for config in apps.get_app_configs()} == set(), "models nobody installed"


def test_lock_files_name_no_registry():
    for name in ("requirements.lock", "frontend/package-lock.json"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert '"resolved"' not in text
        assert "--index-url" not in text
        assert "--find-links" not in text


def test_built_things_stay_out_of_the_repository():
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: an unpacked archive has no list of files")
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    built = ("/vendor/", "node_modules/", "__pycache__/", "var/", ".mo", ".pyc")
    assert [name for name in tracked if any(mark in name for mark in built)] == []


@pytest.mark.django_db
def test_no_migration_is_missing(capsys):
    try:
        call_command("makemigrations", check=True, dry_run=True, verbosity=1)
    except SystemExit:
        pytest.fail(f"models without a migration:\n{capsys.readouterr().out}")


def test_one_string_has_one_norwegian():
    assert translations.said_twice() == []


@pytest.mark.parametrize("room", translations.rooms())
def test_norwegian_is_complete(room):
    assert translations.faults(room) == []
