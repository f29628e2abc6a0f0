"""Request bodies in the OpenAPI document: read as bytes by us, described as what they are."""

from __future__ import annotations

from dataclasses import dataclass

from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema


def _json(name: str) -> RequestBody:
    return RequestBody(
        content={"application/json": OpenAPIMediaType(schema=Schema(title=name, description=f"{name}, see PROTOCOL.md"))},
        required=True,
    )


@dataclass
class Enrolment(Operation):
    """Takes an EnrolRequest."""

    def __post_init__(self) -> None:
        self.request_body = _json("EnrolRequest")


@dataclass
class SigningIn(Operation):
    """Takes a SignInRequest."""

    def __post_init__(self) -> None:
        self.request_body = _json("SignInRequest")


@dataclass
class NewPassword(Operation):
    """Takes a PasswordRequest."""

    def __post_init__(self) -> None:
        self.request_body = _json("PasswordRequest")


@dataclass
class Orders(Operation):
    """Takes a CommandBatch."""

    def __post_init__(self) -> None:
        self.request_body = _json("CommandBatch")


@dataclass
class Bytes(Operation):
    """Takes the bytes of a file."""

    def __post_init__(self) -> None:
        self.request_body = RequestBody(content={"application/octet-stream": OpenAPIMediaType()}, required=True)
