"""The forms of steps that programmes share; `panel.StepPanel` shows any of them."""
