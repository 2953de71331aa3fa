"""The regulation that the papers of 低保 rest on."""

REGULATION = "《最低生活保障审核确认办法》"
