"""Administration: settings, days off, accounts, the register and the support directory, each changed by steps."""
