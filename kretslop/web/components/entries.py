"""Form components: they draw a Django form the design system's way, with its errors and help wired to the fields."""

import copy
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.utils.safestring import mark_safe

from .parts import draw, escaped

register = template.Library()


def _date_widget(widget: forms.Widget) -> forms.Widget:
    """The browser's own date picker, which wants ISO dates whatever the language is."""
    if not isinstance(widget, forms.DateInput) or widget.input_type != "text":
        return widget
    picker = copy.deepcopy(widget)
    picker.input_type, picker.format = "date", "%Y-%m-%d"
    return picker


def _shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    return "checkbox" if isinstance(widget, forms.CheckboxInput) else "input"


def _attrs(bound: BoundField, note: str) -> dict[str, Any]:
    given = bound.field.widget.attrs.get("class", "")
    attrs: dict[str, Any] = {"class": f"ds-input {given}".strip()}
    described = " ".join(filter(None, [bound.aria_describedby or "", f"{bound.auto_id}_note" if note else ""]))
    if described and not bound.use_fieldset:
        attrs["aria-describedby"] = described
    return attrs


def _options(bound: BoundField) -> list[dict[str, Any]]:
    attrs = bound.build_widget_attrs({"id": bound.auto_id, "class": "ds-input"})
    widget = bound.field.widget
    if isinstance(widget, forms.CheckboxSelectMultiple):
        attrs.pop("required", None)
    widget.is_required = bound.field.required
    drawn = []
    for option in widget.subwidgets(bound.html_name, bound.value(), attrs):
        value = option["value"]
        if value in ("", None) and isinstance(widget, forms.RadioSelect) and bound.field.required:
            continue
        kept = {key: val for key, val in option["attrs"].items() if val not in (None, False) and key != "id"}
        kept.pop("aria-describedby", None)
        drawn.append(
            {
                "id": option["attrs"].get("id", ""),
                "name": option["name"],
                "value": "" if value is None else str(value),
                "type": option["type"],
                "label": option["label"],
                "attrs": kept,
            }
        )
    return drawn


@register.simple_tag
def field(bound: BoundField, note="", label="", optional=True):
    """One field: label, help, control, error; `note` is a further line below the help.

    `optional=False` leaves out the word, where the page has said that everything may stay open.
    """
    if bound.is_hidden:
        return bound.as_widget()
    shape = _shape(bound)
    values = {
        "bound": bound,
        "id": bound.auto_id,
        "label": label or bound.label,
        "help": bound.help_text,
        "note": note,
        "errors": list(bound.errors),
        "optional": optional and not bound.field.required and shape != "checkbox",
        "described": " ".join(filter(None, [bound.aria_describedby or "", f"{bound.auto_id}_note" if note else ""])),
        "control": "",
        "options": [],
    }
    if shape == "choices":
        values["options"] = _options(bound)
        values["first_id"] = values["options"][0]["id"] if values["options"] else ""
    else:
        values["control"] = bound.as_widget(widget=_date_widget(bound.field.widget), attrs=_attrs(bound, note))
    return draw(f"field_{shape}", values)


@register.simple_tag
def select_options(groups):
    """The options of a select, in their groups, as a widget's `optgroups` gives them."""
    drawn = []
    for group, options, _index in groups:
        inside = "".join(map(_option, options))
        drawn.append(f'<optgroup label="{escaped(group)}">{inside}</optgroup>' if group else inside)
    return mark_safe("".join(drawn))  # noqa: S308 - each part is escaped above


def _option(option: dict[str, Any]) -> str:
    said = " selected" if option["selected"] else ""
    said += " disabled" if option["attrs"].get("disabled") else ""
    return f'<option value="{escaped(str(option["value"]))}"{said}>{escaped(option["label"])}</option>'


def _target(bound: BoundField) -> str:
    """Where a link in the error summary leads: the first control of a group, otherwise the field."""
    if _shape(bound) == "choices":
        options = _options(bound)
        return options[0]["id"] if options else bound.auto_id
    return bound.auto_id


@register.simple_tag
def form_errors(form, *more):
    """The error summary at the top: what is wrong, each with a link to its field; takes the focus."""
    found = []
    for each in (form, *more):
        found += [{"text": text, "target": ""} for text in each.non_field_errors()]
        for bound in each:
            found += [{"text": text, "target": _target(bound), "label": bound.label} for text in bound.errors]
    return draw("form_errors", {"found": found}) if found else ""


@register.simple_block_tag(takes_context=True)
def form(context, content, bound_form, url="", submit="", cancel_url="", cancel="", multipart=None, id=""):
    """A whole form: error summary, the content (`field`s; empty means every field), a submit button, a way out."""
    values = {
        "form": bound_form,
        "content": content if str(content).strip() else "",
        "url": url,
        "submit": submit,
        "cancel_url": cancel_url,
        "cancel": cancel,
        "multipart": bound_form.is_multipart() if multipart is None else multipart,
        "id": id,
        "csrf_token": context.get("csrf_token", ""),
    }
    return draw("form", values)


@register.simple_block_tag
def fieldset(content, legend, help=""):
    """Fields that belong together."""
    return draw("fieldset", locals())
