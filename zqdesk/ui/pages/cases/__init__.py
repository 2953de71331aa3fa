"""What the pages of every programme share: entry window, forms of steps, lists."""
