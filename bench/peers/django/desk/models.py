"""The portal's customers, column by column."""

import json
import os

from django.db import models


def choices(name):
    path = os.environ['BENCH_DJANGO_CHOICES']
    if not os.path.exists(path):
        return []
    with open(path, encoding='utf-8') as file:
        return json.load(file)[name]


COUNTRIES = choices('countries')
RELATIONSHIPS = [
    (name, name) for name in ('reseller', 'advisor', 'syndication', 'microsoft_support', 'none', 'unknown')
]


def text(length, **options):
    return models.CharField(max_length=length, blank=True, **options)


class Customer(models.Model):
    row_id = models.AutoField(primary_key=True)
    id = models.CharField(max_length=36, editable=False)
    partner_id = models.IntegerField(editable=False)
    version = models.IntegerField(editable=False)
    primary_domain = models.CharField(max_length=64, editable=False)
    relationship = models.CharField(max_length=20, choices=RELATIONSHIPS, editable=False)
    company_name = models.CharField(max_length=255)
    registration_number = text(64)
    company_email = models.EmailField(blank=True)
    company_phone_number = text(32)
    company_country = models.CharField(max_length=2, choices=COUNTRIES)
    company_address_line_1 = text(255)
    company_address_line_2 = text(255)
    company_district = text(128)
    company_city = text(128)
    company_state = text(128)
    company_postal_code = text(32)
    billing_company_name = models.CharField(max_length=255)
    billing_first_name = models.CharField(max_length=128)
    billing_middle_name = text(128)
    billing_last_name = models.CharField(max_length=128)
    billing_email = models.EmailField()
    billing_phone_number = text(32)
    billing_language = models.CharField(max_length=8, choices=choices('languages'))
    billing_culture = models.CharField(max_length=16, choices=choices('cultures'))
    billing_country = models.CharField(max_length=2, choices=COUNTRIES)
    billing_address_line_1 = text(255)
    billing_address_line_2 = text(255)
    billing_district = text(128)
    billing_city = text(128)
    billing_state = text(128)
    billing_postal_code = text(32)
    needs_attention = models.BooleanField(editable=False)
    changed_at_ms = models.BigIntegerField(editable=False)

    class Meta:
        # The indexes that the list and its filters need.
        indexes = [
            models.Index(fields=['partner_id', 'company_name', 'row_id'], name='by_name'),
            models.Index(fields=['partner_id', 'company_country', 'company_name'], name='by_country'),
            models.Index(fields=['partner_id', 'relationship', 'company_name'], name='by_relationship'),
            models.Index(fields=['partner_id', 'changed_at_ms'], name='by_changed'),
        ]

    def __str__(self):
        return self.company_name
