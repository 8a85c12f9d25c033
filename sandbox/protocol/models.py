"""The service models that botocore ships."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from botocore.loaders import Loader
from botocore.model import ServiceModel

PAGE_SIZE_MEMBERS = ("MaxResults", "maxResults")


@lru_cache(maxsize=1)
def _loader() -> Loader:
    return Loader(include_default_search_paths=True)


@lru_cache(maxsize=64)
def service_model(service: str) -> ServiceModel:
    """The model of ``service`` (botocore's directory name). Raises botocore's ``UnknownServiceError``."""
    return ServiceModel(_loader().load_service_model(service, "service-2"), service_name=service)


@lru_cache(maxsize=256)
def operation_model(operation: str) -> Any:
    """The model of an Incident Manager operation, by its bare name (``ListContacts``)."""
    for service in ("ssm-contacts", "ssm-incidents"):
        model = service_model(service)
        if operation in model.operation_names:
            return model.operation_model(operation)
    raise LookupError(f"no operation {operation} in ssm-contacts or ssm-incidents")


@lru_cache(maxsize=256)
def largest_page(operation: str) -> int:
    """The largest ``MaxResults`` that the model of ``operation`` allows."""
    members = operation_model(operation).input_shape.members
    for name in PAGE_SIZE_MEMBERS:
        if name in members:
            return int(members[name].metadata["max"])
    raise LookupError(f"{operation} is not paginated by page size")
