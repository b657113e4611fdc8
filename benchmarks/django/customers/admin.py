"""The list with the columns that ours has, and the form."""

from django.contrib import admin

from .models import Customer


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = [
        "first_name", "last_name", "company", "email", "country", "status", "verified_email",
        "verified_phone", "verified_document", "verified_selfie", "verified_address",
        "verification_progress", "created_at",
    ]
    list_filter = ["status", "country", "gender", "customer_type", "verified_document"]
    search_fields = [
        "first_name", "last_name", "company", "email", "phone", "document_number",
    ]
    ordering = ["-created_at", "-id"]
    list_per_page = 25
