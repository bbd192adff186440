"""Scrapy looks for spiders here."""
