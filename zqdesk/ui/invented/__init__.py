"""The desk shown at work with the invented town: hands on the real windows, pictures, papers."""
