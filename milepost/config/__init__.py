"""设置、根路径与接线：唯一把各房间接在一起的房间。 Settings, root URLs and wiring: the only room that joins rooms."""
