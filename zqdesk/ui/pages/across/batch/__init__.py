"""Many at once: notices of a village, notices that ended, deliveries of a day, reviews of a month."""
