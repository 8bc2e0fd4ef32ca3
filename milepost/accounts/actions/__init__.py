"""Every change to customers and contacts."""

from milepost.accounts.actions.contacts import NewContact as NewContact
from milepost.accounts.actions.contacts import create_contact as create_contact
from milepost.accounts.actions.contacts import create_contacts as create_contacts
from milepost.accounts.actions.contacts import discard_contacts as discard_contacts
from milepost.accounts.actions.contacts import edit_contact as edit_contact
from milepost.accounts.actions.contacts import erase_contact as erase_contact
from milepost.accounts.actions.customers import NewCustomer as NewCustomer
from milepost.accounts.actions.customers import create_customer as create_customer
from milepost.accounts.actions.customers import create_customers as create_customers
from milepost.accounts.actions.customers import discard_customers as discard_customers
from milepost.accounts.actions.customers import edit_customer as edit_customer
from milepost.accounts.actions.hints import HINTS_PER_MINUTE as HINTS_PER_MINUTE
from milepost.accounts.actions.hints import count_look as count_look
from milepost.accounts.actions.hints import hint as hint
