"""google-genai in a live session. Runs where it is installed.

stdin: a list of texts, each sent as one turn. stdout: for each what the model said, and the reason of the turn's end.
Where to and whom to trust comes from the environment.
"""

import asyncio
import json
import sys

from google import genai


async def main(texts):
    found = []
    client = genai.Client(api_key="zkusebni-klic", http_options={"api_version": "v1beta"})
    config = {"response_modalities": ["TEXT"], "system_instruction": "Odpovídej česky."}
    async with client.aio.live.connect(model="gemini-live-2.5-flash", config=config) as session:
        for text in texts:
            await session.send_client_content(turns={"role": "user", "parts": [{"text": text}]}, turn_complete=True)
            said, reason = "", None
            async for message in session.receive():
                content = message.server_content
                if content is not None:
                    said += "".join(part.text or "" for part in (content.model_turn.parts if content.model_turn else ()))
                    reason = content.turn_complete_reason or reason
            found.append({"said": said, "reason": reason.value if reason else None})
    return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(asyncio.run(main(json.load(sys.stdin))), ensure_ascii=False))
