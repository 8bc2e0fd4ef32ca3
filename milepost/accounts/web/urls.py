"""Routes of customers and contacts."""

from django.urls import path

from milepost.accounts.web.contacts import views as contacts
from milepost.accounts.web.customers import views as customers

urlpatterns = [
    path("customers/", customers.customers, name="customers"),
    path("customers/new/", customers.customer_new, name="customer_new"),
    path("customers/similar/", customers.customers_similar, name="customers_similar"),
    path("customers/export/", customers.customers_export, name="customers_export"),
    path("customers/<int:customer_pk>/", customers.customer, name="customer"),
    path("customers/<int:customer_pk>/edit/", customers.customer_edit, name="customer_edit"),
    path("customers/<int:customer_pk>/contacts/new/", contacts.contact_new, name="contact_new"),
    path("contacts/<int:contact_pk>/edit/", contacts.contact_edit, name="contact_edit"),
]
ACCESS = {
    "customers": "signed-in",
    "customer_new": "signed-in GET POST",
    "customers_similar": "signed-in",
    "customers_export": "signed-in",
    "customer": "customer-read",
    "customer_edit": "customer-edit GET POST",
    "contact_new": "customer-edit GET POST",
    "contact_edit": "customer-edit GET POST",
}
