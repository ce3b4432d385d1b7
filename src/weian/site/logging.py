"""Logs: one line per happening on standard error, for people on a terminal, JSON elsewhere."""

import logging.config
import os
import sys
from traceback import extract_tb
from typing import Any

import structlog
from structlog.typing import Processor

_SHARED: list[Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.ExtraAdder(),
    structlog.processors.TimeStamper(fmt="iso", utc=False),
    structlog.processors.StackInfoRenderer(),
]


class TipsUnseen(logging.Filter):
    """Says nothing of who asked for a page under /tip/, when, or with what.

    What people mistype is not logged; of an error of ours only its sort and place are.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether to log it; what may be logged is made bare first."""
        request = record.__dict__.get("request")
        if not str(getattr(request, "path", "")).startswith("/tip/"):
            return True
        if record.levelno < logging.ERROR:
            return False
        record.msg, record.args = f"a page under /tip/ failed: {_place(record)}", ()
        record.exc_info = record.exc_text = None
        for name in ("request", "status_code"):
            record.__dict__.pop(name, None)
        return True


def _place(record: logging.LogRecord) -> str:
    error, trace = record.exc_info[1:] if record.exc_info else (None, None)
    if error is None or trace is None:
        return "no exception"
    last = extract_tb(trace)[-1]
    return f"{type(error).__name__} at {last.filename}:{last.lineno}"


def logging_settings() -> dict[str, Any]:
    """The dictionary for `logging.config`; Django's and our own messages take the same road."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {
                "()": structlog.stdlib.ProcessorFormatter,
                "foreign_pre_chain": _SHARED,
                "processors": [
                    structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                    *_renderers(),
                ],
            }
        },
        "filters": {"tips": {"()": TipsUnseen}},
        "handlers": {
            "line": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["tips"]}
        },
        "root": {"handlers": ["line"], "level": os.environ.get("WEIAN_LOG_LEVEL") or "WARNING"},
        "loggers": {"weian": {"level": os.environ.get("WEIAN_LOG_LEVEL") or "INFO"}},
    }


def configure(settings: dict[str, Any]) -> None:
    """Django calls this with LOGGING."""
    logging.config.dictConfig(settings)
    structlog.configure(
        processors=[*_SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _renderers() -> list[Processor]:
    if os.environ.get("WEIAN_LOG") == "json" or not sys.stderr.isatty():
        return [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    return [structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)]
