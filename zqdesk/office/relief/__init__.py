"""What is only temporary relief's (临时救助): its acts, checks, amount, payments, stepper. The door: `RELIEF`."""
