"""What every programme shares: the entry and its checks, materials, the steps of a case, limits, issued papers."""
