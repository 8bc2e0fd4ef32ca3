"""客户：单位、部门与联系人。 Accounts: customer organisations and the people in them."""
