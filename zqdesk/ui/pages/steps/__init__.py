"""What each step of a case asks for; `panel.StepPanel` shows it. Which forms a programme has says its `Face`."""
