"""Accounts of the console: values and rules without a database or a framework. The store keeps them, the console asks them."""
