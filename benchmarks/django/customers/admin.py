"""The list with the columns and the filters that ours has, and the form."""

import datetime

from django.contrib import admin
from django.contrib.admin import EmptyFieldListFilter

from .models import Customer


def moment(milliseconds):
    """The time of a column, as Django has times."""
    if milliseconds is None:
        return None
    return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.timezone.utc)


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = [
        "id", "name", "company", "email", "country", "phone", "status", "verified_email",
        "verified_phone", "verified_document", "verified_selfie", "verified_address",
        "verification_progress", "tag_names", "registered", "last_activity",
    ]
    # Ours has ranges of progress and of days, too, which this admin has none for.
    list_filter = [
        "status", "country", "gender", "customer_type", "exchange_monitor", "tags",
        "verified_email", "verified_phone", "verified_document", "verified_selfie",
        "verified_address", ("blocked_at", EmptyFieldListFilter),
        ("waiting_since", EmptyFieldListFilter),
    ]
    search_fields = [
        "first_name", "last_name", "company", "email", "phone", "document_number",
    ]
    ordering = ["-created_at", "-id"]
    list_per_page = 25
    # What its makers advise for many rows: one count for a page and not two.
    show_full_result_count = False

    def get_queryset(self, request):
        """With the tags of a page in one query."""
        return super().get_queryset(request).prefetch_related("tags")

    @admin.display(ordering="sort_name")
    def name(self, customer):
        return f"{customer.first_name} {customer.last_name or ''}"

    @admin.display(description="tags")
    def tag_names(self, customer):
        return ", ".join(tag.name for tag in customer.tags.all())

    @admin.display(ordering="created_at")
    def registered(self, customer):
        return moment(customer.created_at)

    @admin.display(ordering="last_activity_at")
    def last_activity(self, customer):
        return moment(customer.last_activity_at)
