"""Routes of the design system: the language of a visitor, the styleguide."""

from django.urls import path

from milepost.ui import language_choice
from milepost.ui.styleguide import views

app_name = "ui"
urlpatterns = [
    path("language/", language_choice.choose, name="language"),
    path("styleguide/", views.styleguide, name="styleguide"),
    path("styleguide/move/", views.example_move, name="styleguide-move"),
    path("styleguide/sheet/", views.example_sheet, name="styleguide-sheet"),
]
