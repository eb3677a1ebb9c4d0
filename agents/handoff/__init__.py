"""When a conversation is given to a person: what customers say then, and the words for it."""
