"""The chat pages of the catalogue: each request has its role, so that signing in, assets, lists and preflights work and nothing else does."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from allowlist.answers import Approved, Role, Unknown
from allowlist.entry import Entry
from allowlist.loader import packaged
from allowlist.match import ToolHost, match, match_host
from allowlist.pac import pac
from allowlist.register import Register
from gateway.extract.registry import formats, sockets
from gateway.model import RequestHead

PAGES = (
    "chatgpt", "claude", "gemini", "notebooklm", "google-translate", "microsoft-copilot", "m365-copilot", "le-chat", "perplexity", "grok",
    "deepl", "duck-ai",
)  # fmt: skip
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
REGISTER = Register.from_entries([Entry(page, "v", date(2026, 1, 1), date(2027, 1, 1)) for page in PAGES], packaged())
HUB = "substrate.office.com"
UUID = "00000000-0000-4000-8000-000000000000"

ROWS = [
    ("chatgpt.com", "POST", "/backend-api/f/conversation", Role.PROMPT, "chatgpt_web"),
    ("chatgpt.com", "POST", "/backend-anon/f/conversation/prepare", Role.PROMPT, "chatgpt_web"),
    ("chatgpt.com", "PATCH", f"/backend-api/conversation/{UUID}", Role.PROMPT, "walk"),
    ("chatgpt.com", "POST", "/backend-api/files", Role.UPLOAD, "page_upload"),
    ("sdmntprwestus.oaiusercontent.com", "PUT", f"/files/{UUID}/raw", Role.UPLOAD, "page_upload"),
    ("chatgpt.com", "POST", "/backend-api/sentinel/chat-requirements", Role.AUTH, None),
    ("chatgpt.com", "POST", "/api/auth/signin/openai", Role.AUTH, None),
    ("auth.openai.com", "POST", "/api/accounts/password/verify", Role.AUTH, None),
    ("chatgpt.com", "GET", "/backend-api/models", Role.STATIC, None),
    ("chatgpt.com", "OPTIONS", "/backend-api/f/conversation", Role.STATIC, None),
    ("cdn.oaistatic.com", "GET", "/assets/x.js", Role.STATIC, None),
    ("chatgpt.com", "POST", "/ces/v1/t", Role.TELEMETRY, None),
    ("chatgpt.com", "GET", "/backend-api/celsius/ws/user", Role.UNKNOWN, None),
    ("chatgpt.com", "POST", "/backend-api/share/create", Role.UNKNOWN, None),
    ("claude.ai", "POST", f"/api/organizations/{UUID}/chat_conversations/{UUID}/completion", Role.PROMPT, "claude_web"),
    ("claude.ai", "POST", f"/api/organizations/{UUID}/chat_conversations/{UUID}/title", Role.PROMPT, "claude_web"),
    ("claude.ai", "POST", f"/api/organizations/{UUID}/conversations/{UUID}/wiggle/upload-file", Role.UPLOAD, "page_upload"),
    ("claude.ai", "POST", f"/api/organizations/{UUID}/projects/{UUID}/docs", Role.PROMPT, "walk"),
    ("claude.ai", "DELETE", f"/api/organizations/{UUID}/chat_conversations/{UUID}", Role.STATIC, None),
    ("claude.ai", "POST", "/api/auth/send_magic_link", Role.AUTH, None),
    ("claude.ai", "GET", f"/api/organizations/{UUID}/chat_conversations", Role.STATIC, None),
    ("claude.ai", "POST", "/api/event_logging/batch", Role.TELEMETRY, None),
    ("claude.ai", "POST", "/api/unheard-of", Role.UNKNOWN, None),
    ("gemini.google.com", "POST", "/_/BardChatUi/data/assistant.lamda.BardFrontendService/StreamGenerate", Role.PROMPT, "gemini_web"),
    ("gemini.google.com", "POST", "/u/1/_/BardChatUi/data/batchexecute", Role.PROMPT, "gemini_web"),
    ("gemini.google.com", "GET", "/app", Role.STATIC, None),
    ("gemini.google.com", "POST", "/_/BardChatUi/browserinfo", Role.TELEMETRY, None),
    ("gemini.google.com", "POST", "/_/BardChatUi/data/other", Role.UNKNOWN, None),
    ("notebooklm.google.com", "POST", "/_/LabsTailwindUi/data/batchexecute", Role.PROMPT, "notebooklm_web"),
    ("notebooklm.google.com", "POST", "/upload/_/", Role.UPLOAD, "google_upload"),
    ("notebooklm.google.com", "POST", "/upload/_", Role.UNKNOWN, None),
    ("translate.google.com", "POST", "/_/TranslateWebserverUi/data/batchexecute", Role.PROMPT, "google_translate_web"),
    ("translate.googleapis.com", "GET", "/translate_a/single", Role.STATIC, None),
    ("translate-pa.googleapis.com", "POST", "/v1/translateHtml", Role.PROMPT, "walk"),
    ("copilot.microsoft.com", "GET", "/c/api/chat", Role.PROMPT, "copilot_web"),
    ("copilot.microsoft.com", "POST", "/c/api/conversations", Role.PROMPT, "walk"),
    ("copilot.microsoft.com", "POST", "/c/api/attachments", Role.UPLOAD, "page_upload"),
    ("copilot.microsoft.com", "GET", "/c/api/user", Role.STATIC, None),
    ("copilot.microsoft.com", "POST", "/cl/eus2-a/collect", Role.TELEMETRY, None),
    ("chat.mistral.ai", "POST", "/api/chat", Role.PROMPT, "le_chat_web"),
    ("chat.mistral.ai", "POST", "/api/trpc/message.newChat", Role.PROMPT, "le_chat_web"),
    ("auth.mistral.ai", "POST", "/self-service/login", Role.AUTH, None),
    ("chat.mistral.ai", "POST", "/ingest/e", Role.TELEMETRY, None),
    ("www.perplexity.ai", "POST", "/rest/sse/perplexity_ask", Role.PROMPT, "perplexity_web"),
    ("www.perplexity.ai", "POST", "/rest/autosuggest/list-autosuggest", Role.PROMPT, "walk"),
    ("www.perplexity.ai", "POST", "/rest/uploads/create_upload_url", Role.UPLOAD, "page_upload"),
    ("ppl-ai-file-upload.s3.amazonaws.com", "POST", "/", Role.UPLOAD, "page_upload"),
    ("www.perplexity.ai", "POST", "/api/auth/signin/email", Role.AUTH, None),
    ("www.perplexity.ai", "POST", "/rest/event/analytics", Role.TELEMETRY, None),
    ("grok.com", "POST", "/rest/app-chat/conversations/new", Role.PROMPT, "grok_web"),
    ("grok.com", "POST", f"/rest/app-chat/conversations/{UUID}/responses", Role.PROMPT, "grok_web"),
    ("grok.com", "POST", "/rest/app-chat/upload-file", Role.UPLOAD, "grok_web_upload"),
    ("grok.com", "POST", "/rest/rate-limits", Role.PROMPT, "walk"),
    ("accounts.x.ai", "POST", "/unheard-of", Role.UNKNOWN, None),
    ("www2.deepl.com", "POST", "/jsonrpc", Role.PROMPT, "deepl_web"),
    ("oneshot-free.www.deepl.com", "POST", "/v1/translate", Role.PROMPT, "deepl_web"),
    ("s.deepl.com", "POST", "/web/statistics", Role.TELEMETRY, None),
    ("duck.ai", "POST", "/duckchat/v1/chat", Role.PROMPT, "duck_ai_web"),
    ("duck.ai", "GET", "/duckchat/v1/status", Role.STATIC, None),
    ("duck.ai", "POST", "/duckchat/v1/other", Role.UNKNOWN, None),
    (HUB, "GET", f"/m365Copilot/Chathub/{UUID}@{UUID}", Role.PROMPT, "m365_copilot"),
    (HUB, "POST", "/m365Copilot/UploadFile", Role.UPLOAD, "m365_copilot_upload"),
    (HUB, "GET", "/m365Copilot/GetConversations", Role.STATIC, None),
    (HUB, "POST", "/m365Copilot/unheard-of", Role.UNKNOWN, None),
    (HUB, "POST", "/m365copilot/UploadFile", Role.UNKNOWN, None),
    (HUB, "POST", "/search/api/v2/query", Role.AUTH, None),
    (HUB, "GET", "/owa/mail", Role.AUTH, None),
]


@pytest.mark.parametrize(("host", "method", "path", "role", "wire"), ROWS, ids=[f"{row[1]} {row[0]}{row[2]}" for row in ROWS])
def test_roles(host: str, method: str, path: str, role: Role, wire: str | None) -> None:
    """Each request of a page has the role it needs and no more."""
    answer = match(REGISTER, host, 443, method, path, None, NOW)
    assert isinstance(answer, Approved)
    assert (answer.role, answer.format) == (role, wire)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_its_prompt_and_every_format_knows_its_path(page: str) -> None:
    """A page's own format reads each operation that the catalogue gives it, and each page has at least one."""
    operations = [one for one in packaged().services[page].operations if one.format and one.format.endswith(("_web", "_copilot"))]
    assert operations
    for one in operations:
        if one.format in sockets():
            continue
        path = one.path.replace("{procedure}", "message.newChat").replace("{account}", "1")
        for name in ("organization", "conversation"):
            path = path.replace(f"{{{name}}}", UUID)
        assert formats()[str(one.format)].operation(RequestHead("https", "x", 443, one.methods[0], path)) is not None, one.name


def test_a_host_that_carries_more_is_nobodys_without_approval() -> None:
    """Where the tool is not approved, or no longer, its host with mail and calendars is like any other outside the catalogue."""
    for register, now in ((Register.from_entries([]), NOW), (REGISTER, datetime(2027, 6, 1, tzinfo=UTC))):
        assert match_host(register, HUB, 443, now) == Unknown("not_catalogued")
        assert match(register, HUB, 443, "POST", "/m365Copilot/UploadFile", None, now) == Unknown("not_catalogued")
        assert f'"{HUB}"' not in pac(register, ["127.0.0.1:8080"], now)
    assert match_host(REGISTER, HUB, 443, NOW) == ToolHost("m365-copilot", HUB)
    assert f'"{HUB}"' in pac(REGISTER, ["127.0.0.1:8080"], NOW)
