"""Ambassador tasks: what an employer's people do for the campaign, with a link of their own that counts (R10)."""
