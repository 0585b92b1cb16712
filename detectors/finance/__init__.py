"""The arithmetic of payments: Czech accounts and bank codes, IBAN, payment cards. Pure functions over digits."""
