"""The forms of the reserve's acts, shown in the panel above its tabs."""
