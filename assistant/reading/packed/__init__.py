"""Files that hold files: mails and archives."""
