"""Whose data is kept, why and for how long: the ledger of consents, a person's rights, and the clock of retention."""
