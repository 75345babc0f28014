// Speaks with the server: the state, what a person does, charts, limits, and news.

const TROUBLE = "The playground's server did not answer. Is it still running?";

async function post(path, body) {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}

/** What a person sees. */
export async function fetchState(as) {
  const answer = await fetch(`/state${as ? `?as=${encodeURIComponent(as)}` : ""}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(TROUBLE);
  return answer.json();
}

/** What a person does; a failure comes back as {ok: false, error}. */
export async function send(body) {
  try {
    const answer = await post("/do", body);
    return await answer.json();
  } catch {
    return { ok: false, error: TROUBLE };
  }
}

/** What Slack's limits say of a view or a message; null when it cannot be known. */
export async function fetchLimits(body) {
  try {
    const answer = await post("/limits", body);
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

/** A chart as an address an image can show; null when there is none. */
export async function fetchChart(block, theme) {
  try {
    const answer = await post(`/chart?theme=${theme}`, block);
    if (!answer.ok) return null;
    return URL.createObjectURL(new Blob([await answer.text()], { type: "image/svg+xml" }));
  } catch {
    return null;
  }
}

const POLL = 2000;

/** Calls `changed`, with what the news says, whenever something may have; gives what stops it. */
export function listen(as, changed) {
  let timer = null;
  const poll = () => {
    timer ??= setInterval(() => changed({}), POLL);
  };
  const rest = () => {
    clearInterval(timer);
    timer = null;
  };
  const source = new EventSource(`/events?as=${encodeURIComponent(as)}`);
  source.addEventListener("changed", (event) => changed(JSON.parse(event.data || "{}")));
  source.addEventListener("open", () => {
    rest();
    changed({});
  });
  source.addEventListener("error", poll);
  return () => {
    source.close();
    rest();
  };
}
