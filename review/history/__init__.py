"""How an article came to be what it is: fetches, versions, what changed between them."""
