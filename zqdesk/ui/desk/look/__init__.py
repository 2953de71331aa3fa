"""How windows look: theme and fonts, layouts that give way, scrolling, and the way of the Tab key."""
