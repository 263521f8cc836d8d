"""Graph's doors: accounts, their managers, their mailboxes' settings; everything else is refused."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.microsoft import question
from sandbox.microsoft.question import Managers
from sandbox.microsoft.refused import Refused, bad_request, forbidden, gone_wrong, missing
from sandbox.microsoft.settings import READ_MAILBOXES, READ_PEOPLE, Account, Contact
from sandbox.microsoft.tenant import Tenant

Doc = dict[str, Any]
Door = Callable[[Tenant, Request], Doc]
OFF = {"status": "disabled", "externalAudience": "none"}


def routes() -> list[Route]:
    """Its doors."""
    return [
        Route("/v1.0/users", _door(_list)),
        Route("/v1.0/users/{id}", _door(_one)),
        Route("/v1.0/users/{id}/manager", _door(_manager)),
        Route(
            "/v1.0/users/{id}/mailboxSettings/automaticRepliesSetting", _door(_automatic_replies)
        ),
        Route("/v1.0/{rest:path}", _door(_nothing)),
    ]


def _door(answer: Door) -> Callable[[Request], Awaitable[Response]]:
    async def door(request: Request) -> Response:
        tenant: Tenant = request.app.state.tenant
        tenant.asked.append(request.url.path.removeprefix("/v1.0/"))
        if fault := tenant.fault_at("graph"):
            return gone_wrong(fault)
        try:
            _check_token(tenant, request)
            return JSONResponse(answer(tenant, request))
        except Refused as refused:
            return refused.answer()

    return door


def _check_token(tenant: Tenant, request: Request) -> None:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind != "Bearer" or not token:
        raise Refused(401, "InvalidAuthenticationToken", "Access token is empty.")
    if not tenant.knows_token(token, f"https://{request.url.netloc}"):
        raise Refused(401, "InvalidAuthenticationToken", "Access token validation failure.")


def _list(tenant: Tenant, request: Request) -> Doc:
    _permitted(tenant, READ_PEOPLE)
    query = request.query_params
    question.allowed(query, "$select", "$filter", "$top")
    wanted = question.fields(query.get("$select"))
    found = list(tenant.people.values())
    if "$filter" in query:
        mail = question.mail(query["$filter"]).casefold()
        found = [each for each in found if (each.mail or "").casefold() == mail]
    rows = found[: question.top(query.get("$top", "100"))]
    return {"@odata.context": "sandbox", "value": [_shown(each, wanted) for each in rows]}


def _one(tenant: Tenant, request: Request) -> Doc:
    _permitted(tenant, READ_PEOPLE)
    query = request.query_params
    question.allowed(query, "$select", "$expand", "$count")
    wanted = question.fields(query.get("$select"))
    above = question.managers(query, request.headers.get("ConsistencyLevel", ""))
    account = _account(tenant, request)
    if above is not None:
        _not_refused(tenant, "expand")
    shown = {"@odata.context": "sandbox", **_shown(account, wanted)}
    return shown | (_above(tenant, account, above) if above else {})


def _manager(tenant: Tenant, request: Request) -> Doc:
    _permitted(tenant, READ_PEOPLE)
    question.allowed(request.query_params, "$select")
    wanted = question.fields(request.query_params.get("$select"))
    account = _account(tenant, request)
    _not_refused(tenant, "manager")
    manager = tenant.manager_of(account)
    if manager is None:
        raise missing("manager")
    return {"@odata.context": "sandbox", **_typed(manager, wanted)}


def _automatic_replies(tenant: Tenant, request: Request) -> Doc:
    question.allowed(request.query_params)
    if READ_MAILBOXES not in tenant.permissions:
        raise Refused(
            403, "ErrorAccessDenied", "Access is denied. Check credentials and try again."
        )
    account = _account(tenant, request)
    if not account.has_mailbox:
        raise Refused(404, "MailboxNotEnabledForRESTAPI", "The mailbox is inactive or on-premise.")
    return {"@odata.context": "sandbox", **(account.automatic_replies or OFF)}


def _nothing(tenant: Tenant, request: Request) -> Doc:
    segment = request.path_params["rest"].rsplit("/", 1)[-1]
    raise bad_request(f"Resource not found for the segment '{segment}'.")


def _permitted(tenant: Tenant, permission: str) -> None:
    if permission not in tenant.permissions:
        raise forbidden()


def _not_refused(tenant: Tenant, way: str) -> None:
    if way in tenant.refuses:
        raise forbidden()


def _account(tenant: Tenant, request: Request) -> Account:
    id = request.path_params["id"]
    account = tenant.person(id)
    if account is None:
        raise missing(id)
    return account


def _above(tenant: Tenant, account: Account, wanted: Managers) -> Doc:
    """The managers within one another, made from the highest down, so that a circle ends as well."""
    line: list[Account | Contact] = []
    here: Account | Contact | None = account
    most = min(wanted.levels, len(tenant.people) + 1)
    while isinstance(here, Account) and len(line) < most:
        here = tenant.manager_of(here)
        if here is not None:
            line.append(here)
    within: Doc = {}
    for each in reversed(line):
        within = {"manager": _typed(each, wanted.fields) | within}
    return within


def _typed(account: Account | Contact, wanted: tuple[str, ...]) -> Doc:
    kind = "user" if isinstance(account, Account) else "orgContact"
    return {"@odata.type": f"#microsoft.graph.{kind}", **_shown(account, wanted)}


def _shown(account: Account | Contact, wanted: tuple[str, ...]) -> Doc:
    known: Doc = {"id": account.id, "displayName": account.name, "mail": account.mail}
    if isinstance(account, Account):
        known["userPrincipalName"] = account.upn
        known["accountEnabled"] = account.enabled
        known["userType"] = "Guest" if account.guest else "Member"
        return {field: known.get(field) for field in wanted}
    return {field: known[field] for field in wanted if field in known}
