"""The network that tells what each sentence of minutes says, and what it is given to read."""
