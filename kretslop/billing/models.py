"""The fee model of a campaign, offers and orders, and invoices that nobody can change once they are issued."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kretslop.billing import rules
from kretslop.campaigns.models import Campaign, Participation
from kretslop.introductions.models import Introduction
from kretslop.shared.personal_data import PROOF, PersonalData
from kretslop.shared.refs import RefField

# Bookkeeping Act section 13: sales documents are kept for five years.
_BOOKS = PersonalData("contact", "whom the invoice is for", "legal_obligation", "five years, by the Bookkeeping Act")


class Issuer(models.Model):
    """Who sends the invoices: the alliance as a legal person. One row."""

    one = models.BooleanField(default=True, unique=True, editable=False)
    name = models.CharField(max_length=150)
    org_number = models.CharField(max_length=9)
    street = models.CharField(max_length=120)
    postcode = models.CharField(max_length=10)
    city = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    account = models.CharField(max_length=11)
    vat_registered = models.BooleanField(default=False)
    in_business_register = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {
        "one", "name", "org_number", "street", "postcode", "city", "email", "account", "vat_registered",
        "in_business_register", "changed_at",
    }  # fmt: skip

    def __str__(self) -> str:
        return self.name


class FeeModel(models.Model):
    """What employers contribute to one campaign (R11), and what the alliance adds itself; amounts in øre."""

    campaign = models.OneToOneField(Campaign, on_delete=models.CASCADE, related_name="+")
    terms = models.JSONField(default=dict)
    alliance_ore = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"terms", "alliance_ore", "changed_at"}

    def __str__(self) -> str:
        return str(self.terms.get("base", rules.FREE))


class Order(models.Model):
    """An offer to one employer with the terms of that day, and what the employer ordered."""

    ref = RefField()
    participation = models.ForeignKey(Participation, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(s, s) for s in rules.ORDER_STATES], default=rules.OFFERED)
    terms = models.JSONField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    offered_at = models.DateTimeField()
    valid_until = models.DateField()
    size = models.CharField(max_length=10, blank=True, choices=[(s, s) for s in rules.SIZES])
    add_ons = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    buyer = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES, default="nb")
    ordered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {"buyer": _BOOKS}
    about_others: ClassVar[str] = "the person at an employer who receives its invoices"
    not_personal: ClassVar[set[str]] = {
        "state", "terms", "offered_at", "valid_until", "size", "add_ons", "language", "decided_at",
    }  # fmt: skip

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["participation"],
                condition=models.Q(state__in=(rules.OFFERED, rules.ORDERED)),
                name="one_order_in_force",
            ),
            models.CheckConstraint(
                condition=models.Q(state=rules.OFFERED, decided_at__isnull=True)
                | (~models.Q(state=rules.OFFERED) & models.Q(decided_at__isnull=False)),
                name="order_decision_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.offered_at:%Y-%m-%d}"


class Series(models.Model):
    """The last number that was given to an invoice or credit note; its row is locked while the next is given."""

    name = models.CharField(max_length=20, unique=True)
    last = models.PositiveBigIntegerField(default=1000)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"name", "last"}

    def __str__(self) -> str:
        return f"{self.name}: {self.last}"


class Invoice(models.Model):
    """An invoice or a credit note as it was issued; a trigger in the database refuses to change or delete it.

    seller, buyer and lines are what stood there on the day; amounts in øre. Credit notes share the numbers.
    """

    ref = RefField()
    order = models.ForeignKey(Order, on_delete=models.PROTECT, related_name="invoices")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in (rules.INVOICE, rules.CREDIT)])
    number = models.PositiveBigIntegerField(unique=True)
    credits = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="credit_notes")
    issued_on = models.DateField()
    due_on = models.DateField()
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    seller = models.JSONField()
    buyer = models.JSONField()
    lines = models.JSONField()
    note = models.CharField(max_length=300, blank=True)
    period = models.JSONField(default=dict)
    vat_percent = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)
    net_ore = models.PositiveBigIntegerField()
    vat_ore = models.PositiveBigIntegerField()
    total_ore = models.PositiveBigIntegerField()
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {"buyer": _BOOKS, "seller": _BOOKS}
    about_others: ClassVar[str] = "the person at an employer who receives its invoices"
    not_personal: ClassVar[set[str]] = {
        "kind", "number", "issued_on", "due_on", "language", "lines", "note", "period", "vat_percent", "net_ore",
        "vat_ore", "total_ore", "issued_at",
    }  # fmt: skip

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(total_ore=models.F("net_ore") + models.F("vat_ore")), name="invoice_adds_up"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=rules.CREDIT, credits__isnull=False)
                | models.Q(kind=rules.INVOICE, credits__isnull=True),
                name="credit_note_names_its_invoice",
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class HireFee(models.Model):
    """A hire for which the employer contributes; `invoice` is the one in force, None while it waits for one."""

    introduction = models.OneToOneField(Introduction, on_delete=models.CASCADE, related_name="+")
    invoice = models.ForeignKey(Invoice, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    counted_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {
        "counted_at": PersonalData(
            "trace", "that the employer contributes for the hire", "legal_obligation", PROOF, on_erasure="counted",
            label=_("Counted"),
        ),
    }  # fmt: skip
    personal_label: ClassVar[str | Promise] = _("that an employer contributed for a hire of yours")
    not_personal: ClassVar[set[str]] = set()

    def __str__(self) -> str:
        return f"{self.counted_at:%Y-%m-%d}"


class Payment(models.Model):
    """Money that came in for an invoice, as a project lead noted it; a wrong note is taken back, not deleted."""

    ref = RefField()
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="payments")
    paid_on = models.DateField()
    amount_ore = models.PositiveBigIntegerField()
    noted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"paid_on", "amount_ore", "noted_at", "taken_back_at"}

    class Meta:
        ordering: ClassVar[list[str]] = ["paid_on", "pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(amount_ore__gt=0), name="payment_of_something")
        ]

    def __str__(self) -> str:
        return f"{self.amount_ore} on {self.paid_on}"


class Reminder(models.Model):
    """A reminder that was written about an overdue invoice."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    number = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()

    personal_data: ClassVar[dict[str, PersonalData]] = {}
    not_personal: ClassVar[set[str]] = {"number", "sent_at"}

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["invoice", "number"], name="one_reminder_of_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.invoice_id}"
