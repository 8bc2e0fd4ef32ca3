"""关卡：收集事实、判定标准、申请过关、退回、豁免、人工判定与跳阶段。
Gates: collect facts, judge standards, ask to pass, return, waive, judge by hand, skip.
"""
