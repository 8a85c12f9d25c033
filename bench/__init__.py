"""Measurements of the budgets: wall time, exact API calls and peak memory. Timings live here, never in tests."""
