"""The panels of the settings page. The door: `page.SettingsPage`."""
