"""Contributions to a campaign: fee model, offer, order, invoices and what employers got for them."""
