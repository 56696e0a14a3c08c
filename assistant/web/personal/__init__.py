"""What is kept of people, and for how long: told, handed out, removed."""
