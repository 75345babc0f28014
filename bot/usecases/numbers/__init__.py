"""What the numbers say, to whoever asks: counted by storage, judged by coaching."""
