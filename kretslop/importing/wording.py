"""States of an import, fields, and what is wrong with a file, a column or a cell, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kretslop.importing import rules

Words = str | Promise

STATES: dict[str, Words] = {
    rules.READING: _("Being read"),
    rules.MAPPING: _("Columns to settle"),
    rules.CHECKING: _("Being checked"),
    rules.CHECKED: _("Ready to bring in"),
    rules.COMMITTING: _("Being brought in"),
    rules.COMMITTED: _("Brought in"),
    rules.UNDOING: _("Being undone"),
    rules.UNDONE: _("Undone"),
    rules.FAILED: _("Could not be read"),
    rules.DISCARDED: _("Given up"),
}
COLOURS: dict[str, str] = {
    rules.MAPPING: "unsure",
    rules.CHECKED: "unsure",
    rules.COMMITTED: "good",
    rules.FAILED: "late",
}
FIELDS: dict[str, Words] = {
    "name": _("Name"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("Mail address"),
    "phone": _("Phone"),
    "country": _("Country"),
    "city": _("City"),
    "occupation": _("Occupation or job title"),
    "years": _("Years of such work"),
    "industries": _("Industries, with years"),
    "skills": _("Skills"),
    "languages": _("Languages"),
    "places": _("Places to live"),
    "available_on": _("Can start on"),
    "links": _("Links"),
    "note": _("Note"),
}
OUTCOMES: dict[str, Words] = {
    rules.ADDED: _("New people"),
    rules.CHANGED: _("Changed by this file"),
    rules.UNCHANGED: _("Here already, unchanged"),
    rules.KNOWN: _("In the pool already, left alone"),
    rules.REFUSED_BEFORE: _("Said no before, left alone"),
    rules.REPEATED: _("Named twice in the file, left out"),
    rules.SKIPPED: _("With a problem, left out"),
}
#: Why a file cannot be read, and what to do about it.
WHY: dict[str, Words] = {
    "wrong_type": _("This is neither a CSV file nor an Excel workbook. Please save it as .csv or .xlsx."),
    "other_workbook": _("This kind of workbook is not read. Please save it as .xlsx, without macros, or as .csv."),
    "too_large": _("The file is larger than 50 MB. Please split it."),
    "empty": _("There is nothing in the file."),
    "encrypted": _("The file is locked with a password. Please save it without one."),
    "broken": _("The file is damaged. Please save it once more and try again."),
    "hostile": _("The file is built in a way that no ordinary spreadsheet is, so it was not opened."),
    "macros": _("The file holds macros. Please save it as .xlsx, without macros."),
    "no_header": _("There is no row with headings. The first row must say what each column holds."),
    "no_rows": _("There is nobody below the headings."),
    "too_many_rows": _("The file has more than 200 000 rows. Please split it."),
    "timeout": _("The file took too long to read. Please split it, or save it as .csv."),
}
#: What was left out when a workbook was read; `name` is the sheet's.
NOTES: dict[str, Words] = {
    "other_sheet": _("The sheet “%(name)s” was not read: only the first sheet with content is."),
    "hidden_sheet": _("The hidden sheet “%(name)s” was not read."),
}
MAPPING: dict[str, Words] = {
    "no_email": _("Say which column holds the mail address: without one, nobody can be asked."),
    "no_name": _("Say which column holds the name, or the first and the last name."),
    "field_twice": _("Two columns cannot mean the same. Only skills, languages, places, links and notes may."),
    "unknown_field": _("One of the choices is not in the list."),
}
PROBLEMS: dict[str, Words] = {
    "no_name": _("The name is missing"),
    "no_email": _("The mail address is missing"),
    "email": _("This is not one mail address"),
    "repeated": _("The same mail address stands in an earlier row"),
    "phone": _("This is not a phone number"),
    "phone_rounded": _("The spreadsheet has rounded this phone number; format the column as text"),
    "country": _("We do not know this country"),
    "occupation": _("We do not know this occupation; it is kept as the job title"),
    "years": _("This is not a number of years from 0 to 70"),
    "skill": _("We do not know this skill; it is kept in these words"),
    "industry": _("We do not know this industry"),
    "industry_years": _("How many years are missing, such as “energy 4 years”; the person is asked for it"),
    "language": _("We do not know this language"),
    "language_level": _("No level from A1 to C2; the person is asked for it"),
    "place": _("This is not a place of the region"),
    "day": _("This is not a day; write it as 01.02.2027 or 2027-02-01"),
    "link": _("This is not the address of a page"),
}
REQUIRED: dict[str, Words] = {
    "source": _("Please say where these people are known from: they are told so."),
    "may_share": _("Without this nobody's data may be brought in."),
}
NOT_POSSIBLE: dict[str, Words] = {
    "import_has_moved_on": _("This import has moved on in the meantime. Please look at how it stands now."),
    "nobody_to_ask": _("There is nobody left to write to."),
    "campaign_not_open": _("People can be brought in while the campaign is open."),
}
COLUMN_NOT_KEPT = pgettext_lazy("column", "Leave it out")


def invalid_words(field: str, code: str) -> Words:
    """Return what is wrong with an input, by its field and code."""
    return {"file": WHY, "mapping": MAPPING}.get(field, {}).get(code) or REQUIRED.get(field) or code
