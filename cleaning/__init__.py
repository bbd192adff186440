"""Page bytes in, judged lines out. Pure: no network, database, clock, randomness or hidden state."""
