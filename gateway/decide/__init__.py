"""Findings in, a verdict with its reason out."""
