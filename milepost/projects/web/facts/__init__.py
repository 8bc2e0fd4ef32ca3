"""What is known of a project and by whom it was said."""
