"""What the tags of evidence are called."""

from milepost.kernel.text import Text

TAGS: dict[str, Text] = {
    "poc_result": Text("POC/演示结果", "Result of the demo or trial"),
    "reference_feedback": Text("样板考察反馈", "Feedback on a reference visit"),
    "approver_action": Text("拍板人的推动行为", "What the approver did for us"),
    "funds": Text("资金凭据", "Proof of funds"),
    "route": Text("采购路径确认", "Procurement route confirmed"),
    "submission": Text("递交回执", "Receipt of submission"),
    "award": Text("中标/成交", "Award"),
    "contract": Text("双方签章合同", "Contract with both seals"),
    "performance_bond": Text("履约保证", "Performance bond"),
    "payment_claim": Text("付款申请", "Payment claim"),
    "kickoff": Text("启动会", "Kick-off"),
    "srs": Text("需求规格", "Requirements specification"),
    "change_rule": Text("变更规则", "Change rules"),
    "uat": Text("用户测试", "User acceptance test"),
    "training": Text("培训", "Training"),
    "invoice_receipt": Text("发票签收", "Invoice received"),
    "initial_acceptance": Text("初验", "Initial acceptance"),
    "user_report": Text("用户使用报告", "User report"),
    "final_acceptance": Text("终验", "Final acceptance"),
    "final_claim": Text("尾款申请", "Claim of the balance"),
    "response_matrix": Text("响应核对表", "Response checklist"),
    "selection": Text("书面选定我方", "Selected us in writing"),
}


def tag(key: str) -> Text:
    """Name of a tag; a tag of a playbook of one's own shows its key."""
    return TAGS.get(key, Text(key, key))
