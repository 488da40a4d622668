"""The template dialect against docxtpl, which it follows: the same template, the same values, the same words."""
