"""Vectors for passages and questions: models, and the engines that run them."""
