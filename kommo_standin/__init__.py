"""A Kommo on localhost: OAuth, API v4, webhooks, chats, limits, and a page to play the customer.

A separate little server to develop and test against. It imports none of the apps, and none of them imports it.
"""
