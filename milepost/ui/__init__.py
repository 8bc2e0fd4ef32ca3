"""设计系统：页面框架、组件、双语文本、图标。 The design system: page frame, components, two-language text, icons."""
