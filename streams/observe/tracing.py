"""Where do spans go?  Where OpenTelemetry's own `OTEL_*` variables say: exporter, sampler, resource, batches.

A provider that is set already (`opentelemetry-instrument streams worker`) is used as it is.
"""

import os
from importlib.metadata import entry_points
from typing import Any

from opentelemetry import trace
from opentelemetry.sdk.resources import SERVICE_NAME, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor

_EXPORTERS = "opentelemetry_traces_exporter"  # the group of entry points in which exporters announce themselves
_INSTALLED_BY = {"otlp": "opentelemetry-exporter-otlp", "otlp_proto_http": "opentelemetry-exporter-otlp-proto-http"}


class NoExporter(ValueError):  # noqa: N818  (reads as the sentence a person sees)
    """The exporter that is asked for is not installed; the text names it and the command that installs it."""


def open_provider() -> TracerProvider:
    """Give the provider that is set already, or make one as `OTEL_*` say.  Raises NoExporter."""
    there = trace.get_tracer_provider()
    if isinstance(there, TracerProvider):
        return there
    named = os.environ.get("OTEL_SERVICE_NAME") or "service.name=" in os.environ.get("OTEL_RESOURCE_ATTRIBUTES", "")
    provider = TracerProvider(resource=Resource.create({} if named else {SERVICE_NAME: "news-streams"}))
    for exporter in exporters():
        provider.add_span_processor(BatchSpanProcessor(exporter()))
    return provider


def exporters() -> list[Any]:
    """Find the classes that `OTEL_TRACES_EXPORTER` names; default otlp, as OpenTelemetry has it.  Raises NoExporter."""
    names = os.environ.get("OTEL_TRACES_EXPORTER", "otlp").split(",")
    return [_exporter(name.strip()) for name in names if name.strip() not in ("", "none")]


def _exporter(name: str) -> Any:
    for found in entry_points(group=_EXPORTERS, name=name):
        return found.load()
    package = _INSTALLED_BY.get(name, "the package that brings it")
    raise NoExporter(
        f"OTEL_TRACES_EXPORTER is {name}, which is not installed; pip install {package}, or set it to console or none"
    )
