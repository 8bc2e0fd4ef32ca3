"""外壳：登录、导航、今日、看板、列表、项目作战页与命令面板。 The shell: sign-in, navigation, today, board, list, project page, palette."""
