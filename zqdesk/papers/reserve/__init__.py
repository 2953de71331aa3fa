"""The books and slips of the reserve (备用金) on paper."""
