"""What a web process does once before it answers anybody, so that no visitor waits for it."""

import gc
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

#: The collector of cycles looks at young objects after so many, and at older ones so many times more seldom.
SELDOM = (10_000, 20, 50)


def get_ready() -> None:
    """Read addresses, words and templates, then tell the collector of cycles to leave alone what is loaded by now.

    Without it the first click on each page compiles its templates, and every few dozen answers one waits 0.1 s to 0.3 s
    while the collector looks through everything that was loaded at the start. No database is asked: with gunicorn's
    `--preload` it happens once, and the workers share the memory.
    """
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            get_resolver()._populate()  # type: ignore[attr-defined]  # what the first reverse() of a language would do
    for room in apps.get_app_configs():
        if room.name.startswith("kretslop."):
            _read_templates(Path(room.path) / "templates")
    leave_alone_what_is_loaded(*SELDOM)


def leave_alone_what_is_loaded(*often: int) -> None:
    """Tell the collector of cycles that what is there by now stays, and how `often` to look at the rest (`SELDOM`)."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*often)


def _read_templates(folder: Path) -> None:
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".html", ".txt"}:
            get_template(file.relative_to(folder).as_posix())
