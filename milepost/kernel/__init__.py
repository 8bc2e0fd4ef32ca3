"""里程碑的最小词汇：金额、双语文本、拒绝、时间段。 The smallest words: money, two-language text, refusals, periods.

Pure: nothing here knows Django, a clock or a database.
"""
