"""One invoice as a row, for whoever pays and for whoever issued it."""

from typing import Any

from kretslop.billing import queries, wording


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
