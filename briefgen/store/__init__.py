"""What is kept between runs, in SQLite files: the articles of a library, and what was found in articles already read."""
