"""Documents of exactly one page."""

from __future__ import annotations
from exports.blocks import Block, Stack
from exports.charter.setting import Setting


def one_page(setting: Setting) -> Block:
    return Stack([])


def business_case_page(setting: Setting) -> Block:
    return Stack([])
