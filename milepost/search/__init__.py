"""查找：两字索引与拼音首字母，两种数据库同一套结果。
Search: one bigram index with pinyin initials, equal on both databases.
"""
