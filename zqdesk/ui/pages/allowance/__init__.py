"""The pages and forms of the subsistence allowance (低保). The door: `face.ALLOWANCE`."""
