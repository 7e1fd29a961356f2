"""The campaign, who joined it, what they want and agreed on, and who registered."""

from kretslop.campaigns.models.campaign import Campaign, FaqEntry
from kretslop.campaigns.models.criteria import Agreement, CriteriaVersion, Persona
from kretslop.campaigns.models.joining import Invitation, Participation, Prospect, WantedProfile
from kretslop.campaigns.models.registration import Registration, RegistrationDraft, TrackedLink
from kretslop.campaigns.models.signing_up import SignUp

__all__ = [
    "Agreement",
    "Campaign",
    "CriteriaVersion",
    "FaqEntry",
    "Invitation",
    "Participation",
    "Persona",
    "Prospect",
    "Registration",
    "RegistrationDraft",
    "SignUp",
    "TrackedLink",
    "WantedProfile",
]
