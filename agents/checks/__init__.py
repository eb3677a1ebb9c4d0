"""What settings must agree with besides themselves: Kommo's account, as it was read."""
