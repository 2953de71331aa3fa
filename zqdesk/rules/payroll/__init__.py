"""The month's list: how it is compared, checked and signed, and what the bank's answer means."""
