"""What an account holds and how it changes: every change announces its webhook, whoever asked for it."""
