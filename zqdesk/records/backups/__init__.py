"""Copies of the whole vault, and putting one in its place again."""
