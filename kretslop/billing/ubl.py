"""An invoice or credit note as EHF, which is Peppol BIS Billing 3.0 in UBL 2.1.

docs/billing.md lists the rules that this was checked against, and those it was not.
"""

from decimal import Decimal
from xml.etree import ElementTree as ET

from kretslop.billing import rules
from kretslop.billing.models import Invoice
from kretslop.billing.queries import lines_of

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd"
CBC, CAC = f"{_UBL}:CommonBasicComponents-2", f"{_UBL}:CommonAggregateComponents-2"
#: ISO 6523 code of the Norwegian register of legal entities.
NORWAY = "0192"
CURRENCY, PIECE, CREDIT_TRANSFER = "NOK", "C62", "30"


def may_be_sent(invoice: Invoice) -> bool:
    """True when the buyer can be addressed on the network: it has a Norwegian organisation number."""
    return invoice.buyer["country"] == "NO" and rules.is_norwegian_number(invoice.buyer["org_number"])


def as_xml(invoice: Invoice) -> bytes:
    """Return the document; ValueError when its buyer cannot be addressed (`may_be_sent`)."""
    if not may_be_sent(invoice):
        raise ValueError("the buyer has no Norwegian organisation number")
    is_credit = invoice.kind == rules.CREDIT
    name = "CreditNote" if is_credit else "Invoice"
    # The root alone has the document's namespace, as its default: the two others are bound to their usual prefixes.
    root = ET.Element(name, {"xmlns": f"{_UBL}:{name}-2", "xmlns:cac": CAC, "xmlns:cbc": CBC})
    _head(root, invoice, is_credit)
    _seller(_add(root, "cac:AccountingSupplierParty"), invoice)
    _buyer(_add(root, "cac:AccountingCustomerParty"), invoice)
    _payment(root, invoice)
    _totals(root, invoice)
    for number, line in enumerate(lines_of(invoice.lines), start=1):
        _line(root, number, line, invoice, is_credit)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="utf-8")


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    if text:
        element.text = text
    return element


def _money(parent: ET.Element, tag: str, ore: int) -> None:
    _add(parent, tag, f"{Decimal(ore) / 100:.2f}", currencyID=CURRENCY)


def _head(root: ET.Element, invoice: Invoice, is_credit: bool) -> None:
    _add(root, "cbc:CustomizationID", CUSTOMIZATION)
    _add(root, "cbc:ProfileID", PROFILE)
    _add(root, "cbc:ID", str(invoice.number))
    _add(root, "cbc:IssueDate", invoice.issued_on.isoformat())
    if not is_credit:
        _add(root, "cbc:DueDate", invoice.due_on.isoformat())
    _add(root, "cbc:CreditNoteTypeCode" if is_credit else "cbc:InvoiceTypeCode", "381" if is_credit else "380")
    if invoice.note:
        _add(root, "cbc:Note", invoice.note)
    _add(root, "cbc:DocumentCurrencyCode", CURRENCY)
    _add(root, "cbc:BuyerReference", invoice.buyer["reference"])
    period = _add(root, "cac:InvoicePeriod")
    _add(period, "cbc:StartDate", invoice.period["starts_on"])
    _add(period, "cbc:EndDate", invoice.period["ends_on"])
    if invoice.buyer["order_number"]:
        _add(_add(root, "cac:OrderReference"), "cbc:ID", invoice.buyer["order_number"])
    if invoice.credits is not None:
        about = _add(_add(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        _add(about, "cbc:ID", str(invoice.credits.number))
        _add(about, "cbc:IssueDate", invoice.credits.issued_on.isoformat())


def _address(party: ET.Element, street: str, city: str, postcode: str, country: str) -> None:
    address = _add(party, "cac:PostalAddress")
    _add(address, "cbc:StreetName", street)
    _add(address, "cbc:CityName", city)
    _add(address, "cbc:PostalZone", postcode)
    _add(_add(address, "cac:Country"), "cbc:IdentificationCode", country)


def _tax_number(party: ET.Element, number: str, scheme: str) -> None:
    part = _add(party, "cac:PartyTaxScheme")
    _add(part, "cbc:CompanyID", number)
    _add(_add(part, "cac:TaxScheme"), "cbc:ID", scheme)


def _legal(party: ET.Element, name: str, number: str) -> None:
    part = _add(party, "cac:PartyLegalEntity")
    _add(part, "cbc:RegistrationName", name)
    _add(part, "cbc:CompanyID", number, schemeID=NORWAY)


def _seller(parent: ET.Element, invoice: Invoice) -> None:
    seller = rules.Seller(**invoice.seller)
    party = _add(parent, "cac:Party")
    _add(party, "cbc:EndpointID", seller.org_number, schemeID=NORWAY)
    _add(_add(party, "cac:PartyName"), "cbc:Name", seller.name)
    _address(party, seller.street, seller.city, seller.postcode, "NO")
    if invoice.vat_percent is not None:  # outside value added tax the number may not stand there (BR-O-02)
        _tax_number(party, f"NO{seller.org_number}MVA", "VAT")
    if seller.in_business_register:
        _tax_number(party, "Foretaksregisteret", "TAX")
    _legal(party, seller.name, seller.org_number)
    _add(_add(party, "cac:Contact"), "cbc:ElectronicMail", seller.email)


def _buyer(parent: ET.Element, invoice: Invoice) -> None:
    buyer = rules.Buyer(**invoice.buyer)
    party = _add(parent, "cac:Party")
    _add(party, "cbc:EndpointID", buyer.org_number, schemeID=NORWAY)
    _add(_add(party, "cac:PartyName"), "cbc:Name", buyer.name)
    _address(party, buyer.street, buyer.city, buyer.postcode, buyer.country)
    _legal(party, buyer.name, buyer.org_number)
    _add(_add(party, "cac:Contact"), "cbc:ElectronicMail", buyer.email)


def _payment(root: ET.Element, invoice: Invoice) -> None:
    if invoice.credits is not None:
        terms = _add(root, "cac:PaymentTerms")
        _add(terms, "cbc:Note", f"Invoice {invoice.credits.number}")  # what it is set off against
        return
    means = _add(root, "cac:PaymentMeans")
    _add(means, "cbc:PaymentMeansCode", CREDIT_TRANSFER)
    _add(means, "cbc:PaymentID", str(invoice.number))
    _add(_add(means, "cac:PayeeFinancialAccount"), "cbc:ID", invoice.seller["account"])


def _category(parent: ET.Element, tag: str, invoice: Invoice, *, reason: bool = False) -> None:
    category = _add(parent, tag)
    _add(category, "cbc:ID", "S" if invoice.vat_percent is not None else "O")
    if invoice.vat_percent is not None:
        _add(category, "cbc:Percent", f"{invoice.vat_percent:.2f}")
    elif reason:
        _add(category, "cbc:TaxExemptionReasonCode", "VATEX-EU-O")
        _add(category, "cbc:TaxExemptionReason", "Not subject to VAT")
    _add(_add(category, "cac:TaxScheme"), "cbc:ID", "VAT")


def _totals(root: ET.Element, invoice: Invoice) -> None:
    tax = _add(root, "cac:TaxTotal")
    _money(tax, "cbc:TaxAmount", invoice.vat_ore)
    part = _add(tax, "cac:TaxSubtotal")
    _money(part, "cbc:TaxableAmount", invoice.net_ore)
    _money(part, "cbc:TaxAmount", invoice.vat_ore)
    _category(part, "cac:TaxCategory", invoice, reason=True)
    total = _add(root, "cac:LegalMonetaryTotal")
    _money(total, "cbc:LineExtensionAmount", invoice.net_ore)
    _money(total, "cbc:TaxExclusiveAmount", invoice.net_ore)
    _money(total, "cbc:TaxInclusiveAmount", invoice.total_ore)
    _money(total, "cbc:PayableAmount", invoice.total_ore)


def _line(root: ET.Element, number: int, line: rules.Line, invoice: Invoice, is_credit: bool) -> None:
    element = _add(root, f"cac:{'CreditNote' if is_credit else 'Invoice'}Line")
    _add(element, "cbc:ID", str(number))
    _add(element, f"cbc:{'Credited' if is_credit else 'Invoiced'}Quantity", str(line.quantity), unitCode=PIECE)
    _money(element, "cbc:LineExtensionAmount", line.net_ore)
    if line.alliance_ore:
        less = _add(element, "cac:AllowanceCharge")
        _add(less, "cbc:ChargeIndicator", "false")
        _add(less, "cbc:AllowanceChargeReasonCode", "95")
        _add(less, "cbc:AllowanceChargeReason", "Paid by the alliance")
        _add(less, "cbc:MultiplierFactorNumeric", str(line.alliance_share))
        _money(less, "cbc:Amount", line.alliance_ore)
        _money(less, "cbc:BaseAmount", line.gross_ore)
    item = _add(element, "cac:Item")
    _add(item, "cbc:Name", line.words)
    _category(item, "cac:ClassifiedTaxCategory", invoice)
    _money(_add(element, "cac:Price"), "cbc:PriceAmount", line.unit_ore)
