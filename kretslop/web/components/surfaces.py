"""Components that hold other content: page head, panels, rows, cards, alerts, tables."""

from django import template
from django.utils.text import slugify

from .parts import attribute, blank, colour, draw, drawn, escaped, label_of, take_actions
from .words import initials

register = template.Library()


@register.simple_block_tag
def page_head(content, title, sub="", back_url="", back_label="", focus=False):
    """The sentence the page says first; the content is its actions."""
    return draw("page_head", locals() | {"actions": blank(content)})


@register.simple_block_tag
def panel(content, title="", aside="", aside_url="", level=2, id="", flush=False):
    """A quiet surface; `flush` lets a table reach its edges."""
    return draw("panel", locals())


@register.simple_block_tag
def task_list(content, title="", aside="", aside_url="", level=2, id=""):
    """A headed list of `task_row`s on one surface."""
    return draw("task_list", locals())


@register.simple_block_tag(takes_context=True)
def task_row(context, content, name, url="", tag="", kind="neutral", note="", due="", late=False, avatar="", id=""):
    """A person or thing that waits: who, why (content), by when, and what to do (`actions`).

    `avatar` overrides the initials, for a pseudonym; `"-"` leaves the circle out.
    """
    actions, content = take_actions(context), blank(content)
    face = (
        "" if avatar == "-" else f'<span class="avatar" aria-hidden="true">{escaped(avatar or initials(name))}</span>'
    )
    who = f'<strong class="task-name">{escaped(name)}</strong>'
    if url:
        who = f'<a class="task-name ds-link" href="{escaped(url)}">{escaped(name)}</a>'
    state = f" {label_of(tag, kind)}" if tag else ""
    quiet = f' <span class="quiet">{escaped(note)}</span>' if note else ""
    why = f'<div class="quiet">{content}</div>' if content else ""
    day = f'<span class="due quiet{" late" if late else ""}">{escaped(due)}</span>' if due else ""
    return drawn(
        f'<li class="task{"" if face else " faceless"}"{attribute("id", id)}>{face}',
        f'<div class="task-text"><p>{who}{state}{quiet}</p>{why}</div>',
        f'<div class="row">{day}{actions}</div>' if day or actions else "",
        "</li>",
    )


@register.simple_block_tag(takes_context=True)
def card(context, content, title="", kind="neutral", level=2, url="", id=""):
    """One thing in a box of its own; `kind="now"` for what waits for the reader."""
    values = locals() | {"kind": colour(kind), "actions": take_actions(context)}
    del values["context"]
    return draw("card", values)


@register.simple_block_tag(takes_context=True)
def empty_state(context, content, title, level=2):
    """Nothing here: why, and what to do next."""
    return draw(
        "empty_state", {"title": title, "content": blank(content), "actions": take_actions(context), "level": level}
    )


@register.simple_block_tag(takes_context=True)
def alert(context, content, title="", kind="info", live=False):
    """A message on the page: info, success, warning or danger; `live` when it appears after a click."""
    values = {"title": title, "kind": colour(kind), "content": content, "live": live, "actions": take_actions(context)}
    return draw("alert", values)


@register.simple_block_tag
def quote(content, by=""):
    """Somebody's own words."""
    return draw("quote", locals())


@register.simple_block_tag
def details(content, summary, open=False, id=""):
    """Something to open for those who want to know more."""
    return draw("details", locals())


@register.simple_block_tag
def table(content, caption, hide_caption=False):
    """A table (thead, tbody) that scrolls inside itself; give number cells class="num"."""
    return draw("table", locals() | {"id": f"table-{slugify(caption)}"})


@register.simple_block_tag
def action_bar(content, note=""):
    """The decision at the foot of a long page; stays in view."""
    return draw("action_bar", locals())


@register.simple_block_tag
def kpis(content):
    """A row of `kpi`s."""
    return draw("kpis", {"content": content})


@register.simple_block_tag
def side_list(content, title, aside=""):
    """The list beside what is being read; holds `side_item`s."""
    return draw("side_list", locals())


@register.inclusion_tag("ui/side_item.html")
def side_item(title, url, sub="", current=False):
    return locals()
