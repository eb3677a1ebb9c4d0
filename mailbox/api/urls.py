from django.urls import path

from mailbox.api import emails

urlpatterns = [
    path("crm/leads/<int:lead_id>/emails", emails.LeadEmails.as_view(), name="api-lead-emails"),
    path("emails/<int:email_id>", emails.EmailDetail.as_view(), name="api-email"),
    path("emails/<int:email_id>/reply", emails.EmailReply.as_view(), name="api-email-reply"),
    path("emails/<int:email_id>/attachments/<int:position>", emails.EmailFile.as_view(), name="api-email-attachment"),
]
