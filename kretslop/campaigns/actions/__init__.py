"""Every write about a campaign, as the verbs that people use."""

from kretslop.campaigns.actions.agreeing import agree, draft_criteria, edit_criteria, object_to, propose, unpropose
from kretslop.campaigns.actions.campaigning import (
    change_campaign,
    close_campaign,
    create_campaign,
    open_campaign,
    save_faq,
    save_persona,
)
from kretslop.campaigns.actions.clients import (
    add_client,
    change_client,
    end_client,
    let_read,
    opt_in,
    stop_reading,
    take_up_client,
)
from kretslop.campaigns.actions.colleagues import add_colleague, change_role, hand_over, remove_colleague
from kretslop.campaigns.actions.joining import (
    accept_invitation,
    add_prospect,
    change_prospect,
    decline_invitation,
    invite,
    join,
    name_people,
    prospect_says_no,
    say_how_you_hire,
)
from kretslop.campaigns.actions.leaving import leave
from kretslop.campaigns.actions.linking import add_link, count_visit
from kretslop.campaigns.actions.own_sign_in import (
    approve_own_sign_in,
    recognise,
    set_up_own_sign_in,
    switch_off_own_sign_in,
)
from kretslop.campaigns.actions.registering import correct_profile, discard_old_drafts, register, save_draft
from kretslop.campaigns.actions.registering_many import register_many
from kretslop.campaigns.actions.resuming import offer_to_resume, send_resume_link
from kretslop.campaigns.actions.signing_up import (
    approve_sign_up,
    confirm_sign_up,
    discard_old_sign_ups,
    let_in,
    refuse_sign_up,
    sign_up,
)
from kretslop.campaigns.actions.staffing import change_staff, invite_staff
from kretslop.campaigns.actions.wanting import (
    add_wanted_profile,
    change_wanted_profile,
    fill_wanted_profile,
    pause_wanted_profile,
    reopen_wanted_profile,
    resume_wanted_profile,
    submit_wanted_profile,
    withdraw_wanted_profile,
)

__all__ = [
    "accept_invitation",
    "add_client",
    "add_colleague",
    "add_link",
    "add_prospect",
    "add_wanted_profile",
    "agree",
    "approve_own_sign_in",
    "approve_sign_up",
    "change_campaign",
    "change_client",
    "change_prospect",
    "change_role",
    "change_staff",
    "change_wanted_profile",
    "close_campaign",
    "confirm_sign_up",
    "correct_profile",
    "count_visit",
    "create_campaign",
    "decline_invitation",
    "discard_old_drafts",
    "discard_old_sign_ups",
    "draft_criteria",
    "edit_criteria",
    "end_client",
    "fill_wanted_profile",
    "hand_over",
    "invite",
    "invite_staff",
    "join",
    "leave",
    "let_in",
    "let_read",
    "name_people",
    "object_to",
    "offer_to_resume",
    "open_campaign",
    "opt_in",
    "pause_wanted_profile",
    "propose",
    "prospect_says_no",
    "recognise",
    "refuse_sign_up",
    "register",
    "register_many",
    "remove_colleague",
    "reopen_wanted_profile",
    "resume_wanted_profile",
    "save_draft",
    "save_faq",
    "save_persona",
    "say_how_you_hire",
    "send_resume_link",
    "set_up_own_sign_in",
    "sign_up",
    "stop_reading",
    "submit_wanted_profile",
    "switch_off_own_sign_in",
    "take_up_client",
    "unpropose",
    "withdraw_wanted_profile",
]
