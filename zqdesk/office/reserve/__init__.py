"""The petty-cash reserve (备用金): journal, tills, counts, settlement, closing. All money moves through `journal.post`."""
