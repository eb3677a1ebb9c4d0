"""Pages, relative to /manage/<slug>/."""

from django.urls import path

from mailbox.views import accounts, files, lead

urlpatterns = [
    path("integrations/email", accounts.account_list, name="mail-accounts"),
    path("integrations/email/new", accounts.account_new, name="mail-account-new"),
    path("integrations/email/<int:account_id>", accounts.account_edit, name="mail-account"),
    path("integrations/email/<int:account_id>/test", accounts.account_test, name="mail-account-test"),
    path("integrations/email/<int:account_id>/fetch", accounts.account_fetch, name="mail-account-fetch"),
    path("integrations/email/<int:account_id>/pause", accounts.account_pause, name="mail-account-pause"),
    path("integrations/email/<int:account_id>/resume", accounts.account_resume, name="mail-account-resume"),
    path("integrations/email/<int:account_id>/remove", accounts.account_remove, name="mail-account-remove"),
    path("leads/<int:lead_id>/emails", lead.emails, name="lead-emails"),
    path("leads/<int:lead_id>/emails/new", lead.email_new, name="lead-email-new"),
    path("emails/<int:email_id>/reply", lead.email_reply, name="email-reply"),
    path("emails/<int:email_id>/again", lead.email_again, name="email-again"),
    path("emails/<int:email_id>/body", files.body, name="email-body"),
    path("emails/<int:email_id>/attachments/<int:position>", files.attachment, name="email-attachment"),
]
