"""The reserve (备用金). The door: `page.ReservePage`; each tab is a `part.Part`, its acts are in the `forms_*` modules."""
