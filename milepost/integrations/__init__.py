"""导入与导出：别人的表怎样安全地进来，我们的数据怎样原样出去。 Import and export.

Owns imports, their rows with undo records, and saved mappings. ``rules`` is pure:
bytes and a name go in, typed rows with their problems come out.
"""
