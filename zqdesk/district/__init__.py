"""The district's side: what its server does with what desks send. Door: `exchange`."""
