"""组件样张：每个组件连同参数。 The styleguide: every component with its arguments."""
