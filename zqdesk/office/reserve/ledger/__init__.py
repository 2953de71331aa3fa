"""The journal of the reserve and what guards it: days, outside papers, limits, a second person's word, what stands."""
