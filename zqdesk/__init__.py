"""zqdesk: the desk for social assistance in a township service hall."""

__version__ = "0.1.0"
