"""What is measured, each figure beside a floor taken in the same run. The door: `python -m bench`."""
