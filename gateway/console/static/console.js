// Live list of events: the stream says that something is new, the server renders it, this file puts it in its place.
// Without script the page refreshes itself (noscript). Nothing that comes from the server is ever run or parsed as script.
"use strict";
(() => {
  const live = document.getElementById("live");
  const connection = document.getElementById("connection");
  if (!live || !connection || !("EventSource" in window)) return;

  const SOON = 300;      // milliseconds; many events at once are fetched together
  const NUMBERS = 15000; // the counters also change without an event
  const ROWS = 200;      // rows kept on the page; older ones have their own pages
  let cursor = live.dataset.cursor;
  const narrowed = live.dataset.narrowed ? "&" + live.dataset.narrowed : "";
  let planned = 0;
  let busy = false;

  function say(state, tone) {
    connection.textContent = connection.dataset[state];
    connection.className = "connection " + tone;
  }

  function plan(wait) {
    if (!planned) planned = setTimeout(refresh, wait);
  }

  async function refresh() {
    planned = 0;
    if (busy) return plan(SOON);
    busy = true;
    try {
      const answer = await fetch("/live?after=" + encodeURIComponent(cursor) + narrowed, { cache: "no-store" });
      if (answer.status === 401 || answer.status === 400) return location.reload();
      if (answer.ok) place(new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // the stream's own state tells that the server is away
    } finally {
      busy = false;
    }
  }

  function place(fresh) {
    const frame = fresh.getElementById("live");
    if (!frame) return;
    cursor = frame.dataset.cursor;
    document.getElementById("strip").replaceWith(fresh.getElementById("strip"));
    const coverage = document.getElementById("coverage");
    const focused = coverage.contains(document.activeElement);
    fresh.getElementById("coverage").open = coverage.open;
    coverage.replaceWith(fresh.getElementById("coverage"));
    if (focused) document.querySelector("#coverage summary").focus();
    const rows = [...fresh.querySelectorAll("#events tbody tr")];
    if (!rows.length) return;
    const body = document.querySelector("#events tbody");
    if (!body) {
      document.getElementById("events").replaceWith(fresh.getElementById("events"));
    } else {
      const known = new Set([...body.rows].map((row) => row.dataset.id));
      const unknown = rows.filter((row) => !known.has(row.dataset.id));
      unknown.forEach((row) => row.classList.add("fresh"));
      body.prepend(...unknown);
      while (body.rows.length > ROWS) body.lastElementChild.remove();
    }
    document.getElementById("announcement").textContent = rows[0].dataset.announcement;
  }

  say("connecting", "");
  const source = new EventSource("/api/v1/events/stream?after=" + encodeURIComponent(cursor));
  source.onopen = () => { say("live", "on"); plan(0); };
  source.onmessage = () => plan(SOON);
  source.onerror = () => {
    say("offline", "off");
    if (source.readyState === EventSource.CLOSED) setTimeout(() => location.reload(), 10000);
  };
  setInterval(() => plan(0), NUMBERS);
})();
