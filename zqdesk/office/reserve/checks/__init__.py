"""Whether the books hold, worked out again from the entries and from the papers behind them."""
