"""The command line of the desk: the same commands as the window, without Qt."""
