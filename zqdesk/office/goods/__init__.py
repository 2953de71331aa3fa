"""Goods handed out against signatures, and help by charities."""
