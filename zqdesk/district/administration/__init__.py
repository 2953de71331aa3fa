"""What the administrator of the district runs: setting up, how towns and desks stand, backups and going back to one."""
