"""What is printed to hand out goods."""
