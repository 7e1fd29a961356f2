"""Every kind of event that the code records has words, and no words are kept for what nobody records."""

import ast
import importlib
import re
from functools import cache
from pathlib import Path

from django.conf import settings

from kretslop.campaigns import rules as campaign_rules
from kretslop.timeline.wording import EVENTS, event_words

ROOT = Path(settings.BASE_DIR)
KIND = re.compile(r"[a-z_]+\.[a-z_]+")
#: Where a kind ends in a variable that no table in its module explains: module, name of the variable -> its values.
VALUES = {("kretslop.campaigns.actions.agreeing", "answer"): (campaign_rules.AGREED, campaign_rules.OBJECTED)}


def modules_that_record():
    for path in sorted((ROOT / "kretslop").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
        if any(node.module == "kretslop.timeline.actions" for node in imports):
            yield ".".join(path.relative_to(ROOT).with_suffix("").parts), tree


def calls_of(name, tree):
    return [n for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id == name]


def kinds_of(node, module, tree):
    """Return every kind that the first argument of `record` can be; an expression not understood fails the test."""
    match node:
        case ast.Constant(value=str(kind)):
            return {kind}
        case ast.IfExp(body=body, orelse=orelse):
            return kinds_of(body, module, tree) | kinds_of(orelse, module, tree)
        case ast.JoinedStr(values=[ast.Constant(value=noun), ast.FormattedValue(value=ast.Subscript(value=table))]):
            return {noun + verb for verb in getattr(importlib.import_module(module), table.id).values()}
        case ast.JoinedStr(values=[ast.Constant(value=noun), ast.FormattedValue(value=ast.Name(id=name))]):
            return {noun + verb for verb in VALUES[module, name]}
        case ast.Name():
            return kinds_given_to(enclosing(node, tree), tree)
    raise AssertionError(f"{module}:{node.lineno} records a kind that this test cannot read: {ast.unparse(node)}")


def enclosing(node, tree):
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    return next(f.name for f in functions if f.lineno <= node.lineno <= f.end_lineno)


def kinds_given_to(function, tree):
    words = {arg.value for call in calls_of(function, tree) for arg in call.args if isinstance(arg, ast.Constant)}
    return {word for word in words if isinstance(word, str) and KIND.fullmatch(word)}


@cache
def recorded():
    return {
        kind: f"{module}:{call.lineno}"
        for module, tree in modules_that_record()
        for call in calls_of("record", tree)
        for kind in kinds_of(call.args[0], module, tree)
    }


def test_every_recorded_kind_has_words():
    kinds = recorded()
    assert len(kinds) > 50
    assert {kind: where for kind, where in kinds.items() if kind not in EVENTS} == {}
    assert [kind for kind in kinds if not KIND.fullmatch(kind)] == []


def test_no_words_are_kept_for_what_nobody_records():
    assert EVENTS.keys() - recorded().keys() == set()


def test_an_unknown_kind_is_shown_as_it_is():
    assert event_words("campaign.opened") == "Campaign opened"
    assert event_words("moon.landed") == "moon.landed"
