"""Who people are: the numbers and names they are known by."""
