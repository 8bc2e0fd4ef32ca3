"""审批：按矩阵提交与决定，谁也不能批自己；声明也在此处。
Approvals: asked and decided by the matrix, never by oneself; declarations too.
"""
