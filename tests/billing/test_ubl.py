"""EHF: the UBL 2.1 schemas of OASIS and a listed set of rules (docs/billing.md), on invoices that nobody has stored."""

from datetime import UTC, date, datetime
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peppol import check_rules, validate_xsd

from kretslop.billing import printing, rules, ubl
from kretslop.billing.models import Invoice

SELLER = {
    "name": "Oslo region alliance SA", "org_number": "974760673", "street": "Rådhusplassen 1", "postcode": "0037",
    "city": "Oslo", "email": "faktura@example.org", "account": "86011117947", "vat_registered": True,
    "in_business_register": True,
}  # fmt: skip
BUYER = {
    "name": "Havtech <&> AS", "org_number": "991825827", "street": "Kaia 1", "postcode": "3187", "city": "Horten",
    "country": "NO", "email": "faktura@example.com", "reference": "Sara Bakken", "order_number": "PO-17",
}  # fmt: skip
LINES = (
    rules.Line("base", "Contribution to Software engineers 2026, 50 to 249 people", 1, 2_500_000, 40),
    rules.Line("add_on:film", "A film about you", 1, 1_500_050),
    rules.Line("hire", "A hire in the campaign: Backend engineer", 1, 2_000_033),
)
NS = {"cbc": ubl.CBC, "cac": ubl.CAC}


def invoice(lines=LINES, *, vat="standard", credits=None, **fields):
    net, tax, total, percent = rules.totals(lines, vat=vat, on=date(2026, 11, 10))
    values = {
        "kind": rules.CREDIT if credits else rules.INVOICE, "number": 1001, "credits": credits,
        "issued_on": date(2026, 11, 10), "due_on": date(2026, 11, 24), "language": "nb", "seller": SELLER,
        "buyer": BUYER, "note": "",
        "lines": [{name: getattr(line, name) for name in rules.Line.__dataclass_fields__} for line in lines],
        "period": {"starts_on": "2026-10-01", "ends_on": "2026-12-15", "campaign": "Software engineers 2026",
                   "place": "Oslo region"},
        "vat_percent": percent, "net_ore": net, "vat_ore": tax, "total_ore": total,
        "issued_at": datetime(2026, 11, 10, 9, 0, tzinfo=UTC), **fields,
    }  # fmt: skip
    return Invoice(**values)


def faults(document):
    """Return everything that is wrong with a document: schema, the library's rules, and ours."""
    _good, errors = validate_xsd(document)
    found = [finding for finding in check_rules(document) if finding.severity == "fatal"]
    return [*errors, *map(str, found), *our_faults(ET.fromstring(document))]


def text(root, path):
    return root.findtext(path, "", NS)


def our_faults(root):
    """Rules of Peppol BIS Billing 3.0 and its Norwegian part that the library does not check, by their names."""
    seller, buyer = (root.find(f"cac:Accounting{who}Party/cac:Party", NS) for who in ("Supplier", "Customer"))
    numbers = {each.text: text(tax, "cac:TaxScheme/cbc:ID") for tax in seller.findall("cac:PartyTaxScheme", NS)
               for each in tax.findall("cbc:CompanyID", NS)}  # fmt: skip
    vat = next((number for number, scheme in numbers.items() if scheme == "VAT"), "")
    outside = text(root, "cac:TaxTotal/cac:TaxSubtotal/cac:TaxCategory/cbc:ID") == "O"
    lines = root.findall("cac:InvoiceLine", NS) + root.findall("cac:CreditNoteLine", NS)
    amounts = [each for each in root.iter() if each.get("currencyID")]
    is_credit = root.tag.endswith("CreditNote")
    signs = {each.text for each in root.iter(f"{{{ubl.CBC}}}ChargeIndicator")}
    endpoints = [party.find("cbc:EndpointID", NS) for party in (seller, buyer)]
    held = {
        "PEPPOL-EN16931-R001": text(root, "cbc:ProfileID"),
        "PEPPOL-EN16931-R003": text(root, "cbc:BuyerReference") or text(root, "cac:OrderReference/cbc:ID"),
        "PEPPOL-EN16931-R004": text(root, "cbc:CustomizationID").endswith("poacc:billing:3.0"),
        "PEPPOL-EN16931-R007": text(root, "cbc:ProfileID") == "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0",
        "PEPPOL-EN16931-R008": all((each.text or "").strip() or len(each) for each in root.iter()),
        "PEPPOL-EN16931-R010 R020": all(each is not None and each.text for each in endpoints),
        "PEPPOL-EN16931-R043": signs <= {"true", "false"},
        "PEPPOL-EN16931-R053": len(root.findall("cac:TaxTotal/cac:TaxSubtotal", NS)) == 1,
        "PEPPOL-EN16931-R040": all(map(share_is_true, root.iter(f"{{{ubl.CAC}}}AllowanceCharge"))),
        "PEPPOL-EN16931-P0100 P0101": text(root, f"cbc:{'CreditNote' if is_credit else 'Invoice'}TypeCode")
        == ("381" if is_credit else "380"),
        "PEPPOL-COMMON-R041": all(
            rules.is_norwegian_number(each.text) for each in endpoints if each.get("schemeID") == "0192"
        ),
        "NO-R-001": outside or (vat[:2] == "NO" and vat[-3:] == "MVA" and rules.is_norwegian_number(vat[2:-3])),
        "NO-R-002": numbers.get("Foretaksregisteret") == "TAX",
        "BR-O-02": not (outside and vat),
        "BR-O-05": not (outside and root.findall(".//cbc:Percent", NS)),
        "BR-O-10": not outside or text(root, ".//cac:TaxCategory/cbc:TaxExemptionReasonCode") == "VATEX-EU-O",
        "BR-55": not is_credit or text(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        "BR-61": is_credit or text(root, "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"),
        "BR-CO-25": text(root, "cbc:DueDate") or text(root, "cac:PaymentTerms/cbc:Note"),
        "BR-25": all(text(line, "cac:Item/cbc:Name") for line in lines),
        "BR-DEC": all(-Decimal(each.text).as_tuple().exponent <= 2 for each in amounts),
        "BR-CL-03": {each.get("currencyID") for each in amounts} == {"NOK"},
    }  # fmt: skip
    return [name for name, good in held.items() if not good]


def share_is_true(allowance):
    amount, of, percent = (
        Decimal(text(allowance, f"cbc:{name}")) for name in ("Amount", "BaseAmount", "MultiplierFactorNumeric")
    )
    return abs(amount - of * percent / 100) <= Decimal("0.02")


@pytest.mark.parametrize("vat", ["standard", "outside"])
def test_an_invoice_holds(vat):
    document = ubl.as_xml(invoice(vat=vat))
    assert faults(document) == []
    assert b"Havtech &lt;&amp;&gt; AS" in document


@pytest.mark.parametrize("vat", ["standard", "outside"])
def test_a_credit_note_holds_and_names_its_invoice(vat):
    document = ubl.as_xml(invoice(LINES[1:], vat=vat, credits=invoice(vat=vat), number=1002, note="Ordered twice"))
    assert faults(document) == []
    root = ET.fromstring(document)
    assert text(root, "cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID") == "1001"


@settings(max_examples=25)
@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 10**7), st.integers(0, 100)), min_size=1, max_size=6),
    st.sampled_from(["standard", "outside"]),
    st.booleans(),
)
def test_every_sum_of_ours_holds(rows, vat, is_credit):
    lines = [rules.Line("base", "Åse's <part> & more", *row) for row in rows]
    document = ubl.as_xml(invoice(lines, vat=vat, credits=invoice() if is_credit else None))
    assert faults(document) == []


def test_the_rules_find_faults():
    document = ubl.as_xml(invoice()).decode()
    for broken in (
        document.replace("NO974760673MVA", "NO974760673"),
        document.replace('<cbc:EndpointID schemeID="0192">991825827<', '<cbc:EndpointID schemeID="0192">991825828<'),
        document.replace("<cbc:BuyerReference>Sara Bakken</cbc:BuyerReference>", "").replace("PO-17", ""),
        document.replace("<cbc:DueDate>", "<cbc:Note>x</cbc:Note><cbc:DueDate>"),
        document.replace(">40<", ">30<"),
        document.replace("cbc:PayableAmount", "cbc:PayableRoundingAmount"),
    ):
        assert broken != document
        assert faults(broken.encode())


def test_a_buyer_abroad_gets_no_ehf():
    abroad = invoice(buyer={**BUYER, "country": "SE"})
    assert not ubl.may_be_sent(abroad)
    with pytest.raises(ValueError, match="no Norwegian"):
        ubl.as_xml(abroad)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_pdf_says_what_the_law_asks_for(language):
    from io import BytesIO

    from pdfminer.high_level import extract_text

    made = invoice(language=language)
    pdf = printing.as_pdf(made)
    assert pdf == printing.as_pdf(made)
    said = " ".join(extract_text(BytesIO(pdf)).split())
    for words in ("1001", "974760673 MVA", "Foretaksregisteret", "8601 11 17947", "Havtech <&> AS", "PO-17", "25"):
        assert words in said
    assert ("Faktura 1001" if language == "nb" else "Invoice 1001") in said
    assert printing.file_name(made, "pdf") == "invoice-1001.pdf"


def test_markup_in_a_name_stays_a_name():
    pdf = printing.as_pdf(invoice(buyer={**BUYER, "name": '#panic("x") *bold* $x$ [y]'}))
    assert pdf.startswith(b"%PDF")
