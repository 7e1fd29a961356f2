"""Keeps each room's catalogue in step with its strings, without GNU gettext."""

import io
import os
import re
from pathlib import Path

import babel.messages.extract
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGE = "nb"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
TEMPLATES = {".html", ".txt"}
NOT_FOR_TRANSLATORS = re.compile(r"\{#(?!\s*Translators).*?#\}")
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!\{)\{(\w*)\}(?!\})|(?<!%)%[sd]")


def rooms(package: Path = PACKAGE) -> list[str]:
    """Return the names of the rooms, all of which may speak."""
    return sorted(folder.name for folder in package.iterdir() if (folder / "__init__.py").exists())


def catalogue_file(room: str, package: Path = PACKAGE) -> Path:
    """Return where the room's Norwegian catalogue lies, whether it exists or not."""
    return package / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def extract(room: str, package: Path = PACKAGE) -> Catalog:
    """Return every string that the room marks for translation, with the files that hold it."""
    found = Catalog(charset="utf-8")
    for path in sorted((package / room).rglob("*")):
        if "static" in path.parts or "migrations" in path.parts or path.suffix not in {".py", *TEMPLATES}:
            continue
        source = path.read_text(encoding="utf-8")
        if path.suffix in TEMPLATES:
            if "templates" not in path.parts:
                continue
            # Django would swallow what follows a comment on its line.
            source = templatize(NOT_FOR_TRANSLATORS.sub("", source), origin=str(path))
            # What is left of the markup is read as Python, to which an indented line would mean something.
            source = "\n".join(line.strip() for line in source.splitlines())
        name = path.relative_to(package.parent).as_posix()
        code = io.BytesIO(source.encode())
        for _line, text, comments, context in babel.messages.extract.extract("python", code, KEYWORDS, ["Translators"]):
            # No line: catalogues name files only, and whoever sorts one that was read must find the same order.
            found.add(text, locations=[(name, 0)], auto_comments=comments, context=context)
    return found


def read(room: str, package: Path = PACKAGE) -> Catalog:
    """Return the room's catalogue, an empty one when there is none yet."""
    path = catalogue_file(room, package)
    if path.exists():
        with path.open("rb") as file:
            return read_po(file, locale=LANGUAGE, charset="utf-8")
    return Catalog(locale=LANGUAGE, project="Kretsløp", fuzzy=False, charset="utf-8", header_comment="# Kretsløp")


def update(room: str, package: Path = PACKAGE) -> int:
    """Write new strings into the room's catalogue and take unused ones out; return how many wait for a translation."""
    found, catalogue = extract(room, package), read(room, package)
    if not len(found) and not len(catalogue):
        return 0
    catalogue.update(_as_before(found, catalogue), no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    text = io.BytesIO()
    write_po(text, catalogue, width=110, include_lineno=False, sort_by_file=True, ignore_obsolete=True)
    path = catalogue_file(room, package)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue())
    return sum(1 for message in catalogue if message.id and not _is_translated(message))


def _as_before(found: Catalog, catalogue: Catalog) -> Catalog:
    """Return what was found in the catalogue's order, so that code that moves within a file changes no line of it.

    A new string stands behind the one that it follows in the same files. Messages of different files are sorted by
    these when the catalogue is written.
    """
    places = {_key(message): place for place, message in enumerate(catalogue)}
    ordered, behind = Catalog(charset="utf-8"), dict[tuple[str, ...], int]()
    for message in (each for each in found if each.id):
        files = tuple(name for name, _line in message.locations)
        behind[files] = places.setdefault(_key(message), behind.get(files, -1))
    for message in sorted((each for each in found if each.id), key=lambda each: places[_key(each)]):
        ordered[message.id] = message
    return ordered


def faults(room: str, package: Path = PACKAGE) -> list[str]:
    """Return what is wrong with the room's catalogue, one line each; nothing when it is complete."""
    found, catalogue = extract(room, package), read(room, package)
    lines = []
    wanted = {_key(message): message for message in found if message.id}
    there = {_key(message): message for message in catalogue if message.id}
    for key, message in wanted.items():
        if key not in there:
            lines.append(f"missing: {message.id!r} ({message.locations[0][0]})")
    for key, message in there.items():
        if key not in wanted:
            lines.append(f"not used any more: {message.id!r}")
        elif message.fuzzy:
            lines.append(f"fuzzy: {message.id!r}")
        elif not _is_translated(message):
            lines.append(f"untranslated: {message.id!r}")
        elif wrong := _wrong_placeholders(message):
            lines.append(f"other placeholders than the English: {message.id!r}: {wrong}")
    lines += [f"not used any more: {key!r}" for key in catalogue.obsolete]
    return [f"{room}: {line}" for line in lines]


def said_twice(package: Path = PACKAGE) -> list[str]:
    """Return what two rooms translate differently: a page reads all catalogues as one, and one of the two words wins.

    What means two things gets other words in English, or a context.
    """
    known: dict[tuple[object, object], tuple[object, str]] = {}
    found = []
    for room in rooms(package):
        for message in read(room, package):
            string, before = known.setdefault(_key(message), (message.string, room))
            if message.id and string != message.string:
                found.append(f"{room}: “{message.id}” is “{message.string}” here and “{string}” in {before}")
    return found


def compile_all(package: Path = PACKAGE) -> int:
    """Write the binary catalogue of every room whose text is newer; return how many were written."""
    written = 0
    for room in rooms(package):
        source = catalogue_file(room, package)
        target = source.with_suffix(".mo")
        if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
            continue
        unfinished = target.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            write_mo(file, read(room, package))
        unfinished.replace(target)
        written += 1
    return written


def _key(message: Message) -> tuple[object, object]:
    return message.context, message.id


def _is_translated(message: Message) -> bool:
    return all(message.string) if isinstance(message.string, (tuple, list)) else bool(message.string)


def _wrong_placeholders(message: Message) -> str:
    """Return the placeholders that a translation invents, or leaves out although every English form has them."""
    english = [_placeholders(text) for text in _forms(message.id)]
    for text in _forms(message.string):
        ours = _placeholders(text)
        if wrong := (ours - english[0].union(*english)) | (english[0].intersection(*english) - ours):
            return ", ".join(sorted(wrong))
    return ""


def _forms(value: object) -> list[str]:
    return [str(form) for form in value] if isinstance(value, (tuple, list)) else [str(value)]


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}
