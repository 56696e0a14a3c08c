"""The sample corpus of an invented network: the documents, the script that makes them, and questions on them."""
