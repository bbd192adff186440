"""Figures of sites, rules and operators: drawn, in tables, as cases."""
