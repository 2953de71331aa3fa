"""What a case's papers are issued with: to whom, under which number, and how often printed."""
