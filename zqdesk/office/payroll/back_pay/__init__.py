"""Back-pay of a raise: what stands for each month, who is owed what, and the list of it."""
