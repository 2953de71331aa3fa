"""Who people are: the numbers and names they are known by, and what can be between the people of a family."""
