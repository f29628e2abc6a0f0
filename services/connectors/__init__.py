"""What turns the outside world into commands: files of divisions, boundaries, people and incidents."""
