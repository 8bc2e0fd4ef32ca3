"""留痕：谁、何时、改了什么、为什么，只增不改；以及事务内写下的事件（发件箱）。
The trail: who changed what, when and why, append-only; and the outbox of events told in the same transaction.
"""
