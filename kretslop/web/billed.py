"""One invoice as a row and as a file, for whoever pays and for whoever issued it."""

from typing import Any

from django.http import HttpResponse

from kretslop.billing import printing, queries, ubl, wording
from kretslop.web.files import attachment


def invoice_row(invoice: Any, today: Any) -> dict[str, Any]:
    """Return one invoice for a list: what it comes to, what is left of it, and how it stands."""
    state, kind = wording.INVOICE_STATES[queries.state_of(invoice, today)]
    return {
        "invoice": invoice,
        "total": wording.kroner(invoice.total_ore),
        "left": wording.kroner(queries.left_of(invoice)),
        "state": state,
        "kind": kind,
        "credit_notes": [(each, wording.kroner(each.total_ore)) for each in invoice.credit_notes.all()],
    }


def as_pdf(invoice: Any) -> HttpResponse:
    """Answer with an invoice or credit note as PDF."""
    return _document(printing.as_pdf(invoice), invoice, "pdf", "application/pdf")


def as_ehf(invoice: Any) -> HttpResponse:
    """Answer with an invoice or credit note as EHF; the caller knows that it may be sent as such."""
    return _document(ubl.as_xml(invoice), invoice, "xml", "application/xml")


def _document(data: bytes, invoice: Any, ending: str, kind: str) -> HttpResponse:
    answer = attachment(data, kind, printing.file_name(invoice, ending))
    answer["Cache-Control"] = "private, no-store"
    return answer
