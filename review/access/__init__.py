"""Who comes to the desk, and what every request must show."""
