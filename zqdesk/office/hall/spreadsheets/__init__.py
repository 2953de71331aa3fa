"""Tables from outside read as plain text, whatever wrote them; lists written as workbooks. Doors: `reading`, `writing`."""
