"""Every component of our pages, as tags and filters: `{% load ui %}`; examples stand in docs/components.md and at /ui/.

Text arguments are escaped. Block components take their content between the tags; their buttons go into
`{% actions %}…{% endactions %}`, written last inside the component. `kind` is a meaning (good, unsure, late, now,
info, neutral), never a colour for its own sake. `key="a"` lets the letter A press a button and shows it.
"""

from django import template

from kretslop.web.components import entries, figures, moves, parts, surfaces, words

register = template.Library()

for module in (parts, words, surfaces, figures, moves, entries):
    register.tags.update(module.register.tags)
    register.filters.update(module.register.filters)
