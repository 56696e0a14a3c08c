"""Who is to do a task, and until when."""
