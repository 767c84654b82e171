"""The admin set up as the portal's list and form are."""

from django.contrib import admin

from .models import Customer

COMPANY = [
    'company_name',
    'registration_number',
    'company_email',
    'company_phone_number',
    'company_country',
    'company_address_line_1',
    'company_address_line_2',
    'company_district',
    'company_city',
    'company_state',
    'company_postal_code',
]
BILLING = [
    'billing_company_name',
    'billing_first_name',
    'billing_middle_name',
    'billing_last_name',
    'billing_email',
    'billing_phone_number',
    'billing_language',
    'billing_culture',
    'billing_country',
    'billing_address_line_1',
    'billing_address_line_2',
    'billing_district',
    'billing_city',
    'billing_state',
    'billing_postal_code',
]


@admin.register(Customer)
class CustomerAdmin(admin.ModelAdmin):
    list_display = [
        'company_name',
        'primary_domain',
        'contact',
        'company_country',
        'relationship',
        'needs_attention',
        'changed_at_ms',
    ]
    # What the portal's search looks at.
    search_fields = [
        'company_name',
        'billing_company_name',
        'primary_domain',
        'id',
        'registration_number',
        'billing_first_name',
        'billing_middle_name',
        'billing_last_name',
        'company_email',
        'billing_email',
        'company_phone_number',
        'billing_phone_number',
    ]
    # Fields with choices: the filters need no query of their own.
    list_filter = ['company_country', 'relationship', 'needs_attention']
    list_per_page = 25
    ordering = ['company_name', 'row_id']
    # Django's advice for large tables: no second count of everything.
    show_full_result_count = False
    fieldsets = [('Company details', {'fields': COMPANY}), ('Billing information', {'fields': BILLING})]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(partner_id=1)

    @admin.display(ordering='billing_last_name')
    def contact(self, customer):
        return f'{customer.billing_first_name} {customer.billing_last_name}'
