"""设置: everything that is set up once, behind one door."""
