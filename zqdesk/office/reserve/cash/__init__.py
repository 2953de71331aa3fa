"""Cash: where it lies, how it changes hands, and counting it beside the books."""
