"""What only the law of temporary relief says (临时救助): its process tables and its amount."""
