"""What the law says: pure functions of frozen inputs. Doors: `allowance.assess`, `process`, `calendar`, `identity`."""
