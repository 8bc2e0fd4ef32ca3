"""文件：上传的附件，按内容指纹存放，取用时逐次检查权限。
Files: uploads kept by their fingerprint; every opening is checked.
"""
