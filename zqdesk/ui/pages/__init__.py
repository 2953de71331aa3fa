"""The pages of the window. The door: the page classes, opened by `ui.shell.window`."""
