"""Pure reading and writing of other people's tables. No Django, no clock, no database."""
