"""The two accounts that are there from the start, as data: one folder of JSON for each.

Their ids overlap on purpose: only the account tells two leads of one id apart.
"""
