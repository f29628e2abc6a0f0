"""The centre's log: JSON lines on standard error, one redactor over everything, never a body."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import FilteringBoundLogger, WrappedLogger

HIDDEN = "***"
_FIELDS = re.compile(
    r"(?i)token|password|authorization|secret|phone|caller|name$|address|title|text|detail|wanted|body|email|card"
)
_NUMBERS = re.compile(r"(?<!\d)(?:1\d{10}|\d{17}[\dXx])(?!\d)")
_TOKENS = re.compile(r"[A-Za-z0-9_-]{40,}")


def redacted(value: Any) -> Any:
    """The value without telephone numbers, identity card numbers and tokens, wherever they stand in it."""
    if isinstance(value, str):
        return _TOKENS.sub(HIDDEN, _NUMBERS.sub(HIDDEN, value))
    if isinstance(value, Mapping):
        return {key: HIDDEN if _FIELDS.search(str(key)) else redacted(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [redacted(part) for part in value]
    return value


def redact(_logger: WrappedLogger, _method: str, line: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """The processor: every line passes through it last but for writing."""
    return {key: HIDDEN if _FIELDS.search(key) else redacted(value) for key, value in line.items()}


def open_log(out: TextIO = sys.stderr, *, level: int = logging.INFO) -> FilteringBoundLogger:
    """A log that writes JSON lines."""
    log: FilteringBoundLogger = structlog.wrap_logger(
        structlog.PrintLogger(out),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.ExceptionRenderer(),
            redact,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
    )
    return log
