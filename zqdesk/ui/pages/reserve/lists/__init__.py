"""The lists in the reserve's tabs: their columns, and the looks behind them."""
