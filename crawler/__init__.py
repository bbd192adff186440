"""Fetch pages politely: sites.toml, one spider for every site, pages into the store."""
