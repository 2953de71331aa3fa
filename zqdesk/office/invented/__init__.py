"""The invented town to try, show and measure the desk with: nobody in it exists."""
