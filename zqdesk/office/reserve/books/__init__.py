"""The books and slips of the reserve as frozen values: what the paper draws and the workbook writes."""
