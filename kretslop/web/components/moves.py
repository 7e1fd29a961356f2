"""Components that lead somewhere: links, buttons, navigation, paging, languages."""

from typing import Any

from django import template
from django.conf import settings
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils.translation import get_language, get_language_info

from .parts import attribute, colour, drawn, entry, escaped

register = template.Library()

VARIANTS = ("primary", "secondary", "tertiary")
KEY_SIGNS = {"arrowleft": "←", "arrowright": "→", "arrowup": "↑", "arrowdown": "↓", "escape": "Esc", "enter": "↵"}


def _look(variant: str, kind: str) -> str:
    if variant not in VARIANTS:
        raise ValueError(f"unknown variant {variant!r}; use one of {VARIANTS}")
    shade = "" if variant == "primary" else variant
    return f' data-size="sm"{attribute("data-variant", shade)}{attribute("data-color", colour(kind) if kind else "")}'


def _pressed_by(key: str) -> tuple[str, str]:
    """Return the attributes of a key, and its sign on the button."""
    if not key:
        return "", ""
    letter = escaped(key.lower())
    sign = escaped(KEY_SIGNS.get(key.lower(), key.upper()))
    return f' data-key="{letter}" aria-keyshortcuts="{letter}"', f' <kbd aria-hidden="true">{sign}</kbd>'


@register.simple_tag
def button(label, variant="primary", key="", name="", value="", kind="", type="submit", form=""):
    """A button inside a form."""
    said = f'{attribute("name", name)} value="{escaped(value)}"' if name else ""
    pressed, sign = _pressed_by(key)
    look = f"{_look(variant, kind)}{said}{attribute('form', form)}{pressed}"
    return drawn(
        f'<button class="ds-button" type="{escaped(type)}"{look}>',
        f"{escaped(label)}{sign}</button>",
    )


@register.simple_tag
def link_button(label, url, variant="primary", key="", kind="", download=False):
    """A link that looks like a button: it only goes somewhere."""
    pressed, sign = _pressed_by(key)
    kept = " download" if download else ""
    look = f"{_look(variant, kind)}{kept}{pressed}"
    return drawn(f'<a class="ds-button" href="{escaped(url)}"{look}>{escaped(label)}{sign}</a>')


@register.simple_tag(takes_context=True)
def post_button(context, label, url, variant="primary", key="", name="", value="", kind="", next=""):
    """A button with a form of its own: it does something, by POST."""
    back = f'<input type="hidden" name="next" value="{escaped(next)}">' if next else ""
    return drawn(
        f'<form class="inline-form" method="post" action="{escaped(url)}">{CsrfTokenNode().render(context)}{back}',
        f"{button(label, variant, key, name, value, kind)}</form>",
    )


@register.simple_tag(takes_context=True)
def nav_link(context, label, url, exact=False, also=False):
    """One entry of a portal's navigation; `url` is a URL name or a path; marks the page one is on.

    Everything below the path counts as that page, unless `exact`; `also` says that a page elsewhere belongs to it.
    """
    target = url if url.startswith("/") else reverse(url)
    request = context.get("request")
    here = request.path if request else ""
    current = "page" if here == target else ""
    if not current and (also or (not exact and here.startswith(target))):
        current = "true"
    return drawn(f'<a href="{escaped(target)}"{attribute("aria-current", current)}>{escaped(label)}</a>')


def _choices(items: Any) -> list[dict[str, Any]]:
    return [entry(item, label="", url="", current=False, count=None) for item in items]


@register.inclusion_tag("ui/filter_chips.html")
def filter_chips(items, label):
    """Filters as links: dicts with `label`, `url`, `current`, `count`."""
    return {"items": _choices(items), "label": label}


@register.inclusion_tag("ui/tabs.html")
def tabs(items, label):
    """Parts of one thing as links: dicts with `label`, `url`, `current`, `count`."""
    return {"items": _choices(items), "label": label}


@register.inclusion_tag("ui/back_link.html")
def back_link(label, url):
    return {"label": label, "url": url}


@register.inclusion_tag("ui/pager.html")
def pager(previous_url="", next_url="", position="", total="", previous_label="", next_label=""):
    """Previous and next without returning to the list; the arrow keys press them."""
    return locals()


@register.inclusion_tag("ui/page_links.html", takes_context=True)
def page_links(context, page, param="page"):
    """The pages of a long list, from a Django `Page`."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(wanted: int) -> str:
        if query is None:
            return f"?{param}={wanted}"
        query[param] = str(wanted)
        return f"?{query.urlencode()}"

    return {
        "page": page,
        "previous_url": address(page.number - 1) if page.has_previous() else "",
        "next_url": address(page.number + 1) if page.has_next() else "",
    }


@register.inclusion_tag("ui/language_switch.html", takes_context=True)
def language_switch(context):
    """The site in another language; stays on the page one is on."""
    request = context.get("request")
    languages = [
        {"code": code, "name": get_language_info(code)["name_local"].capitalize(), "current": code == get_language()}
        for code, _name in settings.LANGUAGES
    ]
    return {
        "languages": languages,
        "next": request.get_full_path() if request else "/",
        "csrf_token": context.get("csrf_token", ""),
    }


@register.inclusion_tag("ui/copy_field.html")
def copy_field(label, value, id="copy"):
    """A value to copy, such as a link."""
    return {"label": label, "value": value, "id": id}


@register.inclusion_tag("ui/loading.html")
def loading(label="", id="", shown=False):
    """Shown while HTMX fetches: point `hx-indicator` at its id, or put it inside the element that asks."""
    return {"label": label, "id": id, "shown": shown}
