"""Customers, as Countersign stores them."""
