"""From the counter to accepting an application for 低保."""
