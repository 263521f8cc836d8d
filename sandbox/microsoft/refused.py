"""How the login and Graph say no: in Microsoft's shapes, with Microsoft's codes."""

from starlette.responses import JSONResponse, Response

from sandbox.microsoft.tenant import Fault


class Refused(Exception):
    """Graph's refusal: a status, a code and a message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message

    def answer(self) -> Response:
        """As Graph writes it."""
        said = {"code": self.code, "message": self.message, "innerError": {"request-id": "sandbox"}}
        return JSONResponse({"error": said}, self.status)


class LoginRefused(Exception):
    """The login's refusal: OAuth's word, Microsoft's number and a sentence."""

    def __init__(self, status: int, error: str, number: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.error = error
        self.number = number
        self.message = message

    def answer(self) -> Response:
        """As the login writes it."""
        said = f"AADSTS{self.number}: {self.message} Trace ID: sandbox"
        codes = {"error": self.error, "error_description": said, "error_codes": [self.number]}
        return JSONResponse(codes, self.status)


def bad_request(message: str) -> Refused:
    """The question itself is wrong."""
    return Refused(400, "BadRequest", message)


def missing(id: str) -> Refused:
    """There is no such thing, or none that may be seen."""
    return Refused(
        404,
        "Request_ResourceNotFound",
        f"Resource '{id}' does not exist or one of its queried reference-property objects are not "
        "present.",
    )


def forbidden() -> Refused:
    """The application lacks a permission of the directory."""
    return Refused(
        403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation."
    )


def gone_wrong(fault: Fault) -> Response:
    """The answer of something that is too busy, down, or not what it seems."""
    headers = {"Retry-After": fault.retry_after} if fault.retry_after else {}
    if fault.date:
        headers["Date"] = fault.date
    if fault.body is not None:
        return Response(fault.body, fault.status, headers, media_type="text/html")
    code = {429: "TooManyRequests", 503: "ServiceUnavailable"}.get(fault.status, "generalException")
    said = {"error": {"code": code, "message": "Please retry again later."}}
    return JSONResponse(said, fault.status, headers)
