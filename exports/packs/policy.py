"""What a page of a pack may do, in the words of a Content-Security-Policy."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256


def fingerprint(text: str) -> str:
    """By what a policy knows the one script or the one style that a page may use."""
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}"
