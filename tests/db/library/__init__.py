"""Tests of how the library is kept."""
