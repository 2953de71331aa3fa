"""The hall itself: set-up, staff, villages, dated values, drafts, running numbers, and who may do what at all."""
