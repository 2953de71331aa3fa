"""The settings (设置), one panel a subject."""
