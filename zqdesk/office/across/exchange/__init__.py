"""What a person must look at of the exchange with the district: what did not fit, and how it is settled."""
