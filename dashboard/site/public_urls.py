"""What sites load: the key in the address finds the workspace."""

from django.urls import path

from dashboard.site import door

urlpatterns = [
    path("widget/<str:public_key>.js", door.script, name="site-script"),
    path("widget/<str:public_key>/frame", door.frame, name="site-frame"),
    path("widget/<str:public_key>/messages", door.messages, name="site-messages"),
]
