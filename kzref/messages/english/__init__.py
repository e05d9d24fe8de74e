"""The English texts of messages, a module for each part of the program."""
