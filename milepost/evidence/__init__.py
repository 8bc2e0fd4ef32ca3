"""证据：发生过什么、与谁、多强、证明哪条标准，由审批人逐件认可。
Evidence: what happened, with whom, how strong, what it serves; the approver accepts it piece by piece.
"""
