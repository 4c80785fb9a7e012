// The grid works without this file. With it, each field goes by itself when it is left, and what
// the line does not carry waits in this device. Nothing is called saved before the server says so.
const form = document.querySelector("form[data-grid]");
const box = document.querySelector("[data-outbox]");
if (form && box) start();

function start() {
  const words = Object.fromEntries(
    Object.entries(box.dataset).filter(([name]) => name.startsWith("words")).map(([name, text]) => [name.slice(5).toLowerCase(), text]),
  );
  const say = (name, ...values) => values.reduce((text, value, at) => text.replace(`[${at + 1}]`, value), words[name]);
  // A device is shared: what one person noted is never sent in another's name.
  const person = document.body.dataset.person || "";
  const grid = form.dataset.grid;
  const areas = [...form.querySelectorAll("textarea[data-field]")];
  const areaOf = (field) => areas.find((area) => area.dataset.field === field);
  const overOf = (field) => form.elements.namedItem(`over-${field}`);
  const told = (field) => areaOf(field).closest(".field").querySelector("[data-said]");
  const held = new Map(areas.map((area) => [area.dataset.field, area.value]));

  const element = (name, attributes = {}, ...children) => {
    const made = Object.assign(document.createElement(name), attributes);
    made.append(...children);
    return made;
  };
  const button = (text, act) => element("button", { type: "button", className: "button", textContent: text, onclick: act });

  // What this device keeps: one waiting text for each field of each grid.
  const database = new Promise((resolve, reject) => {
    const asked = indexedDB.open("palabre-grids", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("outbox", { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
  const keep = async (mode, act) => {
    const transaction = (await database).transaction("outbox", mode);
    const request = act(transaction.objectStore("outbox"));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  const all = async () => (await keep("readonly", (store) => store.getAll())).filter((entry) => entry.person === person);
  const put = (entry) => keep("readwrite", (store) => store.put(entry));
  // A text typed while the one before was on its way is another one: it stays.
  const drop = (entry) =>
    keep("readwrite", (store) => {
      const asked = store.get(entry.key);
      asked.onsuccess = () => { if (asked.result?.uid === entry.uid) store.delete(entry.key); };
      return asked;
    });

  // randomUUID exists on secure pages only; a room without internet is served over plain HTTP.
  const newUid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.elements.namedItem("csrfmiddlewaretoken")?.value ?? "";
  const post = (entry) =>
    fetch(entry.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": cookie() },
      body: new URLSearchParams({ field: entry.field, text: entry.text, over: entry.over, uid: entry.uid }),
      credentials: "same-origin",
      redirect: "error",
      keepalive: entry.text.length < 10000,
    });
  const read = async (response) => {
    try { return await response.json(); } catch { return null; }
  };
  const clock = () => new Intl.DateTimeFormat(document.documentElement.lang, { timeStyle: "short" }).format(Date.now());

  let delay = 2000;
  let timer = 0;
  const later = (seconds) => {
    clearTimeout(timer);
    timer = setTimeout(flush, (seconds ? seconds * 1000 : delay) * (0.75 + Math.random() / 2));
    delay = Math.min(delay * 2, 60000);
  };
  const received = async (entry, answer) => {
    delay = 2000;
    await drop(entry);
    for (const next of await all()) {
      if (next.key === entry.key) await put({ ...next, over: answer.over });
    }
    if (entry.grid !== grid) return;
    overOf(entry.field).value = answer.over;
    held.set(entry.field, entry.text);
    const note = told(entry.field);
    if (answer.is_aside) {
      note.replaceChildren(element("strong", { textContent: answer.message }), ` ${words.theirs} `, element("q", { textContent: answer.theirs }));
    } else if (areaOf(entry.field).value === entry.text) {
      note.textContent = say("sent", clock());
    }
  };
  const drain = async () => {
    for (const entry of (await all()).filter((one) => one.state === "waiting")) {
      let response;
      try {
        response = await post(entry);
        if (response.status === 403 && !(await read(response.clone()))) {
          await fetch(entry.url, { credentials: "same-origin" });
          response = await post(entry);
        }
      } catch {
        return later();
      }
      const answer = await read(response);
      if ((response.status === 200 || response.status === 201) && answer && "over" in answer) await received(entry, answer);
      else if (response.status === 401) return show(answer?.message);
      else if (response.status === 409) await put({ ...entry, uid: newUid() }).then(() => later(1));
      else if (answer?.message && [400, 403, 422].includes(response.status)) await put({ ...entry, state: "refused", message: answer.message });
      else return later(Number(response.headers.get("Retry-After")) || 0);
    }
  };
  const flush = async () => {
    clearTimeout(timer);
    try {
      if (navigator.locks) await navigator.locks.request("palabre-grids", { ifAvailable: true }, (lock) => (lock ? drain() : later()));
      else await drain();
    } catch {
      later();
    }
    await show();
  };

  // What waits, said plainly.
  let signIn = "";
  const show = async (message = signIn) => {
    signIn = message || "";
    const entries = await all().catch(() => []);
    const waiting = entries.filter((entry) => entry.state === "waiting");
    const drawn = [];
    if (waiting.length) {
      const back = `${box.dataset.signin}?next=${encodeURIComponent(location.pathname)}`;
      drawn.push(
        element("div", { className: "notice notice-warn" },
          element("p", {}, say(waiting.length > 1 ? "waitingmany" : "waiting", waiting.length)),
          ...(signIn ? [element("p", {}, signIn, " ", element("a", { href: back, textContent: words.signin }))] : []),
          element("p", { className: "cluster" }, button(words.send, () => { signIn = ""; flush(); }), button(words.save, () => save(entries)))),
      );
    }
    for (const entry of entries.filter((one) => one.state === "refused")) {
      drawn.push(element("div", { className: "notice notice-bad" }, element("p", {}, `${words.refused} ${entry.message}`), element("q", { textContent: entry.text.slice(0, 300) }), element("p", {}, button(words.save, () => save([entry])))));
    }
    box.replaceChildren(...drawn);
    box.hidden = !drawn.length;
  };
  const save = (entries) => {
    const url = URL.createObjectURL(new Blob([JSON.stringify({ format: "palabre-grille 1", champs: entries }, null, 2)], { type: "application/json" }));
    element("a", { href: url, download: "grille-palabre.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  const hold = async (area) => {
    const field = area.dataset.field;
    const entry = {
      key: `${person} ${grid} ${field}`, uid: newUid(), url: form.action, person, grid, field,
      text: area.value, over: overOf(field).value, made_at: new Date().toISOString(), state: "waiting", message: "",
    };
    try {
      await put(entry);
      told(field).textContent = words.kept;
    } catch {
      told(field).textContent = words.nostore;
    }
  };
  const timers = new Map();
  const note = async (area, now) => {
    clearTimeout(timers.get(area));
    if (area.value === held.get(area.dataset.field) && !(await all().catch(() => [])).some((entry) => entry.grid === grid && entry.field === area.dataset.field)) return;
    await hold(area);
    if (now) await flush();
  };
  for (const area of areas) {
    // Kept here at once, sent when the field is left or after ten quiet seconds.
    area.addEventListener("input", () => {
      clearTimeout(timers.get(area));
      timers.set(area, setTimeout(() => note(area, true), 10000));
      clearTimeout(timers.get(area.dataset.field));
      timers.set(area.dataset.field, setTimeout(() => hold(area), 500));
    });
    area.addEventListener("change", () => {
      clearTimeout(timers.get(area.dataset.field));
      note(area, true);
    });
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const area of areas) {
      clearTimeout(timers.get(area.dataset.field));
      if (area.value !== held.get(area.dataset.field)) await hold(area);
    }
    await flush();
  });

  const resume = () => flush().catch(() => {});
  addEventListener("online", resume);
  addEventListener("pageshow", resume);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) resume(); });
  // What waited here before this page was opened comes back to its field.
  all()
    .then((entries) => {
      for (const entry of entries.filter((one) => one.grid === grid)) {
        areaOf(entry.field).value = entry.text;
        told(entry.field).textContent = words.kept;
      }
    })
    .catch(() => {})
    .finally(resume);
}
