"""What is only the subsistence allowance's (低保): its acts, checks, amount, stepper, roll. The door: `ALLOWANCE`."""
