"""What `celnice run` prints when it serves: the next steps, in Czech and English, each line ready to be pasted."""

from __future__ import annotations

import shlex

from gateway.console.token import FILE as TOKEN_FILE
from gateway.register import STAND_IN
from gateway.settings import Listener, Settings

DEMO_URL = "https://demo.celnice.test/v1/chat/completions"
BLOCKED_PROMPT = "Napiš dopis paní Novákové, rodné číslo 715319/2743."
CLEAN_PROMPT = "Napiš zdvořilou pozvánku na poradu vedoucích odborů."


def banner(settings: Settings, seconds: float, first: str = "") -> str:
    """The text for the terminal. ``first`` is the one-time link that makes the first administrator."""
    certificate = (settings.data.dir / "ca" / "ca.pem").absolute()
    proxy = _address(settings.proxy)
    lines = [
        "",
        f"Celnice běží ({seconds:.1f} s) / Celnice is running",
        "",
        f"  proxy               {proxy}",
        f"  base URL (SDK)      {_address(settings.entrance)}/<tool>/…",
        f"  konzole / console   {_address(settings.console)}/",
        f"  přihlašovací klíč / sign-in token   {(settings.data.dir / TOKEN_FILE).absolute()}",
        f"  certifikát CA / CA certificate      {certificate}",
        "",
    ]
    if first:
        lines += [
            "Konzole ještě nemá správce, založí ho tento jednorázový odkaz: / This one-time link makes the console's administrator:",
            "",
            f"  {first}",
            "",
        ]
    if STAND_IN in settings.tools:
        lines += [
            "Schválen je zatím jen zkušební poskytovatel na tomto počítači. / Only the stand-in provider of this machine is approved yet.",
            "Zkuste / Try:",
            "",
            "  # neprojde: rodné číslo / blocked: a birth number",
            f"  {_curl(proxy, str(certificate), BLOCKED_PROMPT)}",
            "",
            "  # projde / passes",
            f"  {_curl(proxy, str(certificate), CLEAN_PROMPT)}",
            "",
            "Skutečný nástroj schválíte v celnice.toml (docs/settings.md). / Approve a real tool in celnice.toml (docs/settings.md).",
        ]
    else:
        lines.append(f"Schválené nástroje / Approved tools: {', '.join(sorted(settings.tools))}")
    return "\n".join([*lines, "Konec: Ctrl-C / Stop: Ctrl-C"])


def _address(listener: Listener) -> str:
    host = f"[{listener.host}]" if ":" in listener.host else listener.host
    return f"{'https' if listener.tls_certificate else 'http'}://{host}:{listener.port}"


def _curl(proxy: str, certificate: str, prompt: str) -> str:
    body = f'{{"model":"demo","messages":[{{"role":"user","content":"{prompt}"}}]}}'
    words = ["curl", "-sS", "--proxy", proxy, "--cacert", certificate, DEMO_URL, "-H", "content-type: application/json", "-d", body]
    return shlex.join(words)
