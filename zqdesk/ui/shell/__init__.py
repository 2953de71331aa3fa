"""The program and its window: bars, search, doors to the pages, the way in and out."""
