"""What the component modules share: rendering one template, escaping, the `actions` slot, colours by meaning.

What a page draws forty or five hundred times (rows, tags, buttons, options) is written in Python with `escaped`, each
value once: a template of its own takes ten times as long.
"""

import html
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import template_localtime  # type: ignore[attr-defined]  # the stubs do not know it

register = template.Library()

# What a colour means here, to the design system's name for it; the design system's own names work too.
COLOURS = {
    "good": "success",
    "late": "danger",
    "bad": "danger",
    "unsure": "warning",
    "now": "brand1",
    "forward": "accent",
    "quiet": "neutral",
}
KNOWN_COLOURS = frozenset({*COLOURS.values(), "info", "brand2", "extra1"})
SLOT = "ui.actions"


def colour(kind: str) -> str:
    """The design system's colour for a meaning.

    Raises:
        ValueError: the meaning is not one we use, most likely a typing error in a template.
    """
    name = COLOURS.get(kind, kind)
    if name not in KNOWN_COLOURS:
        raise ValueError(f"unknown kind {kind!r}; use one of {sorted({*COLOURS, *KNOWN_COLOURS})}")
    return name


def draw(name: str, values: dict[str, Any]) -> SafeString:
    """Render one component; every value is a named variable of its template."""
    return render_to_string(f"ui/{name}.html", values)


def escaped(value: Any) -> str:
    """Return a value as a template would write it: markup of ours as it is, anything else escaped."""
    if isinstance(value, Promise):
        value = str(value)
    if hasattr(value, "__html__"):
        return str(value.__html__())
    if not isinstance(value, str):
        value = str(localize(template_localtime(value)))
    return html.escape(value)


def attribute(name: str, value: Any) -> str:
    """Return an attribute with a space before it, or nothing without a value."""
    return f' {name}="{escaped(value)}"' if value else ""


def label_of(word: Any, kind: str) -> str:
    """Return a word about a state in the colour of what it means."""
    return f'<span class="ds-tag" data-size="sm" data-color="{colour(kind)}">{escaped(word)}</span>'


def drawn(*pieces: str) -> SafeString:
    """Join pieces of markup of which every value has gone through `escaped`, and end them as a template's file ends."""
    return mark_safe("".join((*pieces, "\n")))  # noqa: S308 - escaped by whoever made the pieces


@register.simple_block_tag(takes_context=True)
def actions(context: template.Context, content: str) -> str:
    """The buttons of the component around it; stands last in that component."""
    context.render_context[SLOT] = content
    return ""


def take_actions(context: template.Context) -> str:
    """The `actions` written inside this component, once."""
    found = context.render_context.get(SLOT) or ""
    context.render_context[SLOT] = ""
    return blank(found)


def blank(content: str) -> str:
    """The content, or nothing when it is only white space."""
    return content if str(content).strip() else ""


def entry(item: Any, **defaults: Any) -> dict[str, Any]:
    """The named values of a dict or an object, with defaults for those it lacks."""
    if isinstance(item, dict):
        return {key: item.get(key, default) for key, default in defaults.items()}
    return {key: getattr(item, key, default) for key, default in defaults.items()}


@register.filter
def message_kind(level_tag: str) -> str:
    """The kind of alert for a message of Django's messages framework."""
    return {"success": "success", "warning": "warning", "error": "danger"}.get(level_tag, "info")
