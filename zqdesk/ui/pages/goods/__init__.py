"""The room of the goods: stock, lists that are signed for, help by charities."""
