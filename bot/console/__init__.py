"""What the console script does with files: the bodies of its commands."""
