"""How a sheet is made: page, grid, cells, boxes, fonts, signing places. Knows no case."""
