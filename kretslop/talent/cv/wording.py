"""What a person reads about a CV that was, or could not be, read."""

import re

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

WHY: dict[str, str | Promise] = {
    "missing": _("We could not open this file. Please choose it again, or fill in the fields yourself."),
    "empty": _("This file is empty. Please choose the file again, or fill in the fields yourself."),
    "too_large": _("This file is larger than 10 MB. Please upload a smaller one, or fill in the fields yourself."),
    "wrong_type": _(
        "We could not read this type of file. Please save your CV as PDF, Word (DOCX), ODT, JSON Resume, "
        "Europass XML "
        "or plain text and upload it again, or fill in the fields yourself."
    ),
    "encrypted": _(
        "This file is protected by a password, so we could not read it. Your file is kept; please upload a "
        "copy without "
        "a password, or fill in the fields yourself."
    ),
    "scanned": _(
        "This PDF is a picture of text, so we could not read it. Your file is kept; please fill in the "
        "fields yourself "
        "or upload another file."
    ),
    "broken": _(
        "This file seems to be damaged, so we could not read it. Your file is kept; please save your CV "
        "again and upload "
        "the new file, or fill in the fields yourself."
    ),
    "hostile": _(
        "This file contains parts that we do not open for safety reasons, for example macros or a program. "
        "Please save "
        "your CV as a new PDF and upload that one, or fill in the fields yourself."
    ),
    "timeout": _(
        "Reading this file took too long. Your file is kept; please upload a simpler version of your CV, or "
        "fill in the "
        "fields yourself."
    ),
    "not_a_cv": _(
        "We found no work, education or skills in this file. Your file is kept; please check that it is your "
        "CV, or fill "
        "in the fields yourself."
    ),
}

WARNINGS: dict[str, str | Promise] = {
    "no_name": _("We did not find your name. Please write it."),
    "no_email": _("We did not find your e-mail address. Please write it."),
    "no_work": _("We found no jobs in your CV. If you have worked, please add them."),
    "name_not_certain": _("We are not sure that this is your name. Please check it."),
    "date_unclear": _("We could not read some of the dates. Please check them."),
    "dates_in_wrong_order": _("One of the periods ends before it starts. Please check the dates."),
    "role_not_certain": _("We may have confused a job title with a company name. Please check your jobs."),
    "language_levels_differ": _(
        "Your levels for understanding, speaking and writing a language differ; we took the lowest. Please check it."
    ),
    "pages_left_out": _("Your CV is very long; we read only the first pages. Please check what is missing."),
    "text_left_out": _("Some of the text could not be read. Please check what is missing."),
}


def why(code: str) -> str:
    """The sentence for a code of `Reading.why`: what happened, what is kept and what to do."""
    return str(WHY.get(code, WHY["broken"])) if code else ""


def warning(code: str) -> str:
    """The sentence for a code of `Reading.warnings`."""
    return str(WARNINGS[code])


def place(where: str) -> str:
    """Words for a provenance: "read from your CV, page 1"."""
    if match := re.fullmatch(r"page (\d+)", where):
        return gettext("read from your CV, page %(number)s") % {"number": match[1]}
    if match := re.fullmatch(r"line (\d+)", where):
        return gettext("read from your CV, line %(number)s") % {"number": match[1]}
    if match := re.fullmatch(r"(\w+)\[(\d+)\]", where):
        part = str(_PARTS[match[1]]) if match[1] in _PARTS else match[1]
        return gettext("read from your CV, %(part)s, entry %(number)s") % {"part": part, "number": int(match[2]) + 1}
    return gettext("read from your CV")


_PARTS: dict[str, str | Promise] = {
    "work": _("work"),
    "education": _("education"),
    "languages": _("languages"),
    "skills": _("skills"),
    "projects": _("projects"),
}
