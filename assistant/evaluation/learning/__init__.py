"""What is learnt from questions and minutes: weights, words, embedding models, readers, and how sure an answer is."""
