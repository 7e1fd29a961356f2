"""A long CV's skills stand in an order that somebody can follow, and fold while nothing is said of them."""

from kretslop.web.profile.forms import SKILL, YEARS, WorkForm

#: As a draft gives them back: without the order in which they were asked.
NAMED = [
    "go", "aws", "lua", "java", "perl", "rust", "linux", "maven", "redis", "scala", "docker", "kotlin", "python",
    "angular", "jenkins",
]  # fmt: skip
IN_CV = [*reversed(NAMED[3:]), "aws"]


def codes(rows):
    return [level.name.removeprefix(SKILL) for level, _years in rows]


def test_what_was_added_stands_first_and_then_what_the_cv_names_in_its_order():
    form = WorkForm.as_typed({SKILL + code: [""] for code in NAMED}, in_cv=IN_CV)
    assert codes(form.skill_rows()) == ["go", "lua", *IN_CV]
    assert codes(form.shown_skill_rows()) == ["go", "lua", *IN_CV[:10]]
    assert codes(form.folded_skill_rows()) == IN_CV[10:]


def test_a_row_with_something_in_it_is_never_folded():
    typed = {SKILL + code: [""] for code in NAMED} | {SKILL + "aws": ["2"], YEARS + "rust": ["x"]}
    form = WorkForm.as_typed(typed, in_cv=IN_CV)
    assert codes(form.shown_skill_rows())[-2:] == ["rust", "aws"]
    assert codes(form.folded_skill_rows()) == ["perl", "java"]
    # Sent and found wrong, it shows what is wrong.
    assert "rust" in codes(WorkForm(form.data, in_cv=IN_CV).shown_skill_rows())


def test_a_short_list_folds_nothing():
    form = WorkForm.as_typed({SKILL + code: [""] for code in NAMED[:12]})
    assert codes(form.shown_skill_rows()) == NAMED[:12]
    assert form.folded_skill_rows() == []
