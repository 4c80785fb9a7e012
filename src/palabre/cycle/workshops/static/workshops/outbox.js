// Notes and answers are sent without this file too. With it, what is written survives a lost line:
// it waits in this phone, and leaves it only when the server has said that it holds it.
const form = document.querySelector("form[data-sending]");
const box = document.querySelector("[data-outbox]");
if (form && box) start();

function start() {
  const words = Object.fromEntries(
    Object.entries(box.dataset).filter(([name]) => name.startsWith("words")).map(([name, text]) => [name.slice(5).toLowerCase(), text]),
  );
  const person = `${form.dataset.by} ${document.body.dataset.person || ""}`;
  const notices = document.createElement("div");
  const waiting = document.createElement("div");
  box.append(notices, waiting);
  box.hidden = false;

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const button = (text, act, main = false) =>
    element("button", { type: "button", className: main ? "button button-main" : "button", textContent: text, onclick: act });
  const notice = (tone, text, ...more) =>
    notices.replaceChildren(element("div", { className: `notice notice-${tone}` }, element("p", {}, text), ...more));

  // A phone may be slow to open its store, or never do: nobody waits for it longer than this.
  const PATIENCE = 3000;
  const database = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("no store")), PATIENCE);
    const asked = indexedDB.open("palabre-notes", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "uid" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
  database.catch(() => {});
  const keep = async (mode, act) => {
    const transaction = (await database).transaction("outbox", mode);
    const request = act(transaction.objectStore("outbox"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  const everyone = async () => (await keep("readonly", (store) => store.getAll())).sort((a, b) => a.made_at - b.made_at);
  const all = async () => (await everyone()).filter((entry) => entry.person === person);
  const put = (entry) => keep("readwrite", (store) => store.put(entry));
  const drop = (uid) => keep("readwrite", (store) => store.delete(uid));

  // randomUUID exists on secure pages only; a room without internet is served over plain HTTP.
  const newUid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const typed = () => [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken" && name !== "uid");
  let before = "";
  const post = (entry) => {
    // The phone's clock may be wrong; the time that went by on it is not.
    const age = Math.max(0, Date.now() - entry.made_at) / 1000;
    const body = new URLSearchParams([...entry.fields, ["uid", entry.uid], ["attente", age.toFixed(3)], ["apres", before]]);
    const headers = { Accept: "application/json", "X-CSRFToken": cookie() };
    // A line may be neither dead nor alive: what is not answered in time is sent again.
    const signal = AbortSignal.timeout?.(20000);
    return fetch(entry.url, { method: "POST", headers, body, credentials: "same-origin", redirect: "error", signal });
  };
  const read = async (response) => {
    try { return await response.json(); } catch { return null; }
  };

  let delay = 2000;
  let timer = 0;
  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(flush, (seconds ? seconds * 1000 : delay) * (0.75 + Math.random() / 2));
    delay = Math.min(delay * 2, 60000);
  };
  const drain = async () => {
    for (const entry of (await all()).filter((one) => one.state === "waiting")) {
      let response;
      try {
        response = await post(entry);
        if (response.status === 403 && !(await read(response.clone()))) {
          await fetch(form.action, { credentials: "same-origin" });
          response = await post(entry);
        }
      } catch {
        return later();
      }
      const answer = await read(response);
      if ((response.status === 200 || response.status === 201) && answer?.receipt) {
        delay = 2000;
        before = entry.uid;
        await drop(entry.uid);
        notice("good", answer.message);
        await refresh();
      } else if (response.status === 401) {
        return notice("warn", answer?.message ?? "", element("a", { className: "button", href: answer?.join ?? "/", textContent: words.join }));
      } else if (answer?.message && [400, 403, 409, 422].includes(response.status)) {
        await put({ ...entry, state: "refused", message: answer.message });
        if (notices.textContent === words.sending) notices.replaceChildren();
      } else {
        if (answer?.message) notice("warn", answer.message);
        return later(Number(response.headers.get("Retry-After")) || 0);
      }
    }
  };
  const flush = async () => {
    clearTimeout(timer);
    try {
      if (navigator.locks) await navigator.locks.request("palabre-notes", { ifAvailable: true }, (lock) => (lock ? drain() : later()));
      else await drain();
    } catch {
      later();
    }
    await show();
  };
  // What the room has said meanwhile.
  const refresh = async () => {
    const feed = document.querySelector("[data-feed]");
    if (!feed) return;
    try {
      const response = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = page.querySelector("[data-feed]");
      if (fresh) feed.replaceChildren(...fresh.childNodes);
    } catch { /* the list will be read again later */ }
  };

  const show = async () => {
    const kept = await everyone().catch(() => []);
    const entries = kept.filter((entry) => entry.person === person);
    const others = kept.filter((entry) => entry.person !== person && entry.url === form.action);
    const held = entries.filter((entry) => entry.state === "waiting");
    const drawn = [];
    if (held.length) {
      if (notices.textContent === words.sending) notices.replaceChildren();
      const said = (held.length > 1 ? words.many : words.waiting).replace("[1]", held.length);
      drawn.push(
        element("div", { className: "notice notice-warn" }, element("p", {}, said),
          element("p", { className: "cluster" }, button(words.send, flush, true), button(words.save, () => save(held)))),
      );
    }
    for (const entry of entries.filter((one) => one.state === "refused")) {
      const text = entry.fields.find(([name]) => name === "text")?.[1] ?? "";
      drawn.push(
        element("div", { className: "notice notice-bad" },
          element("p", {}, `${words.refused} ${entry.message}`), ...(text ? [element("blockquote", {}, text)] : []),
          element("p", { className: "cluster" },
            ...(entry.url === form.action ? [button(words.back, () => takeBack(entry), true)] : []),
            button(words.save, () => save([entry])),
            button(words.forget, async () => { await drop(entry.uid); await show(); }))),
      );
    }
    // Somebody who joined again is somebody else to this page: they alone can say it was them.
    if (others.length) {
      drawn.push(
        element("div", { className: "notice notice-info" }, element("p", {}, words.others.replace("[1]", others.length)),
          element("p", { className: "cluster" }, button(words.claim, () => claim(others)))),
      );
    }
    waiting.replaceChildren(...drawn);
  };
  const claim = async (entries) => {
    for (const entry of entries) {
      const fields = entry.fields.map(([name, value]) => [name, name === "par" ? form.dataset.by : value]);
      await put({ ...entry, person, fields, state: "waiting", message: "" });
    }
    await flush();
  };
  const takeBack = async (entry) => {
    for (const control of form.elements) {
      if (!control.name || control.type === "hidden") continue;
      const values = entry.fields.filter(([name]) => name === control.name).map(([, value]) => value);
      if (["radio", "checkbox"].includes(control.type)) control.checked = values.includes(control.value);
      else if (values.length) control.value = values[0];
    }
    await drop(entry.uid);
    await show();
  };
  const save = (entries) => {
    const text = JSON.stringify({ format: "palabre-notes 1", envois: entries }, null, 2);
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href: url, download: "notes-palabre.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  // Words not sent yet outlive a page that is read again.
  const written = form.querySelector("textarea");
  const draftKey = `palabre-draft ${person} ${form.action}`;
  const draft = (text) => {
    try {
      if (text) sessionStorage.setItem(draftKey, text);
      else sessionStorage.removeItem(draftKey);
    } catch { /* without it the words are in the page alone */ }
  };
  if (written) {
    try { written.value ||= sessionStorage.getItem(draftKey) ?? ""; } catch { /* as above */ }
    written.addEventListener("input", () => draft(written.value));
  }

  let keeping = false;
  const plainly = (uid) => {
    // The same identifier: should the store have kept it after all, it is received once.
    form.elements.uid.value = uid;
    draft("");
    form.submit();
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (keeping) return;
    if (written && !written.value.trim()) return form.submit();
    keeping = true;
    const entry = { uid: newUid(), url: form.action, person, fields: typed(), made_at: Date.now(), state: "waiting", message: "" };
    try {
      await put(entry);
    } catch {
      notice("warn", words.nostore);
      return plainly(entry.uid);
    }
    keeping = false;
    if (written) {
      written.value = "";
      draft("");
      written.focus();
    }
    notice("info", words.sending);
    await flush();
  });

  const resume = () => flush().catch(() => {});
  addEventListener("online", resume);
  addEventListener("pageshow", resume);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) resume(); });
}
