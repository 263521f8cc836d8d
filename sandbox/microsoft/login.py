"""The login: what it says of itself, and tokens for an application that knows its secret."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.microsoft.refused import LoginRefused, gone_wrong
from sandbox.microsoft.tenant import Tenant


def routes() -> list[Route]:
    """Its two doors."""
    return [
        Route("/{tenant}/v2.0/.well-known/openid-configuration", _discovery),
        Route("/{tenant}/oauth2/v2.0/token", _token, methods=["POST"]),
    ]


async def _discovery(request: Request) -> Response:
    tenant: Tenant = request.app.state.tenant
    tenant.asked.append("discovery")
    if fault := tenant.fault_at("login"):
        return gone_wrong(fault)
    try:
        _check_tenant(tenant, request.path_params["tenant"])
    except LoginRefused as refused:
        return refused.answer()
    own = f"https://{request.url.netloc}/{tenant.settings.tenant}"
    return JSONResponse(
        {
            "issuer": f"{own}/v2.0",
            "token_endpoint": f"{own}/oauth2/v2.0/token",
            "authorization_endpoint": f"{own}/oauth2/v2.0/authorize",
            "device_authorization_endpoint": f"{own}/oauth2/v2.0/devicecode",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }
    )


async def _token(request: Request) -> Response:
    tenant: Tenant = request.app.state.tenant
    tenant.asked.append("token")
    if fault := tenant.fault_at("login"):
        return gone_wrong(fault)
    form = {name: str(value) for name, value in (await request.form()).items()}
    audience = f"https://{request.url.netloc}"
    try:
        _check_tenant(tenant, request.path_params["tenant"])
        _check_form(tenant, form, f"{audience}/.default")
    except LoginRefused as refused:
        return refused.answer()
    seconds = tenant.settings.token_seconds
    given = {"token_type": "Bearer", "expires_in": seconds, "ext_expires_in": seconds}
    return JSONResponse(given | {"access_token": tenant.gives_token(audience)})


def _check_tenant(tenant: Tenant, asked: str) -> None:
    if asked.casefold() not in (tenant.settings.tenant, tenant.settings.domain):
        raise LoginRefused(400, "invalid_tenant", 90002, "Tenant not found.")


def _check_form(tenant: Tenant, form: Mapping[str, str], scope: str) -> None:
    settings = tenant.settings
    if form.get("grant_type") != "client_credentials":
        raise LoginRefused(400, "unsupported_grant_type", 70003, "Unsupported grant type.")
    if form.get("client_id") != settings.client_id:
        raise LoginRefused(400, "unauthorized_client", 700016, "Application was not found.")
    if form.get("client_secret") != settings.client_secret:
        raise LoginRefused(401, "invalid_client", 7000215, "Invalid client secret provided.")
    if form.get("scope", "").endswith("//.default"):
        raise LoginRefused(400, "invalid_scope", 70011, "The provided scope is not valid.")
    if form.get("scope") != scope:
        raise LoginRefused(400, "invalid_resource", 500011, "The resource principal was not found.")
