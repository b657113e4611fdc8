"""The tables that were copied, with the fields of the form and of the list."""

import pathlib
import re

from django.db import models

LOCALES = pathlib.Path(__file__).parents[3] / "locales" / "en"
COUNTRIES = [
    country for file in sorted(LOCALES.glob("*.ftl"))
    for country in re.findall("^country-([A-Z]{2}) = (.+)$", file.read_text(), re.MULTILINE)
]


class Tag(models.Model):
    name = models.TextField(unique=True)

    class Meta:
        managed = False
        db_table = "tags"

    def __str__(self):
        return self.name


class ExchangeMonitor(models.Model):
    name = models.TextField()

    class Meta:
        managed = False
        db_table = "exchange_monitors"

    def __str__(self):
        return self.name


class Customer(models.Model):
    version = models.BigIntegerField(default=1)
    first_name = models.CharField(max_length=100)
    last_name = models.CharField(max_length=100, null=True, blank=True)
    company = models.CharField(max_length=150, null=True, blank=True)
    customer_type = models.CharField(
        max_length=10, choices=[("individual", "Individual"), ("corporate", "Corporate")]
    )
    email = models.EmailField(unique=True)
    phone = models.CharField(max_length=20, null=True, blank=True)
    telegram_chat_id = models.CharField(max_length=20, null=True, blank=True)
    address = models.TextField(null=True, blank=True)
    gender = models.CharField(
        max_length=6, choices=[("male", "Male"), ("female", "Female"), ("other", "Other")]
    )
    newsletter = models.BooleanField()
    country = models.CharField(max_length=2, choices=COUNTRIES)
    timezone = models.CharField(max_length=40, null=True, blank=True)
    language = models.CharField(max_length=2)
    discount = models.IntegerField()
    exchange_monitor = models.ForeignKey(
        ExchangeMonitor, models.PROTECT, null=True, blank=True
    )
    profit_share = models.IntegerField()
    birth_date = models.DateField(null=True, blank=True)
    status = models.CharField(
        max_length=8, choices=[("active", "Active"), ("inactive", "Inactive")]
    )
    verified_email = models.BooleanField()
    verified_phone = models.BooleanField()
    verified_document = models.BooleanField()
    verified_selfie = models.BooleanField()
    verified_address = models.BooleanField()
    verification_progress = models.IntegerField()
    document_number = models.CharField(max_length=100, null=True, blank=True)
    sort_name = models.TextField()
    search_text = models.TextField()
    created_at = models.BigIntegerField()
    updated_at = models.BigIntegerField()
    last_activity_at = models.BigIntegerField(null=True, blank=True)
    blocked_at = models.BigIntegerField(null=True, blank=True)
    waiting_since = models.BigIntegerField(null=True, blank=True)
    tags = models.ManyToManyField(Tag, db_table="customer_tags", blank=True)

    class Meta:
        managed = False
        db_table = "customers"
