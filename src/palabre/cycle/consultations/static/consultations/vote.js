// The ballot works without this file. With it: one statement at a time, and an outbox that
// survives a lost line. Nothing here is called a vote before the server's receipt.
const form = document.querySelector("form[data-ballot]:not([data-paper])");
const box = document.querySelector("[data-outbox]");
if (form && box) start();

function start() {
  const words = Object.fromEntries(
    Object.entries(box.dataset).filter(([name]) => name.startsWith("words")).map(([name, text]) => [name.slice(5).toLowerCase(), text]),
  );
  const say = (name, ...values) => values.reduce((text, value, at) => text.replace(`[${at + 1}]`, value), words[name]);
  const questions = [...form.querySelectorAll(".question")];
  // A phone is shared: what one person left is never sent in another's name. A link is its own right.
  const person = "link" in form.dataset ? "link" : document.body.dataset.person || "";
  const draftKey = `${form.dataset.ballot} ${form.dataset.voice} ${person}`;
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

  // What this phone keeps.
  const database = new Promise((resolve, reject) => {
    const asked = indexedDB.open("palabre-votes", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("outbox", { keyPath: "uid" });
      asked.result.createObjectStore("drafts", { keyPath: "key" });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = asked.onblocked = () => reject(asked.error);
  });
  const keep = async (store, mode, act) => {
    const transaction = (await database).transaction(store, mode);
    const request = act(transaction.objectStore(store));
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request?.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  };
  const all = async () =>
    (await keep("outbox", "readonly", (store) => store.getAll()))
      .filter((entry) => entry.person === person || entry.person === "link")
      .sort((a, b) => a.made_at.localeCompare(b.made_at));
  const put = (entry) => keep("outbox", "readwrite", (store) => store.put(entry));
  const drop = (uid) => keep("outbox", "readwrite", (store) => store.delete(uid));

  // randomUUID exists on secure pages only; a room without internet is served over plain HTTP.
  const newUid = () => {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
  };

  const answers = () =>
    Object.fromEntries([...form.querySelectorAll("input[type=radio]:checked")].map((input) => [input.name, input.value]));
  const fill = (values) => {
    for (const input of form.querySelectorAll("input[type=radio]")) {
      if (input.name in values) input.checked = values[input.name] === input.value;
    }
  };

  // One statement at a time.
  const count = element("span");
  const bar = element("progress", { max: questions.length });
  const toggle = button("", () => step(stepping ? -1 : 0));
  const previous = button(words.previous, () => step(current - 1));
  const next = button(words.next, () => step(current + 1), true);
  const stepper = element("div", { className: "stepper" }, count, bar, toggle);
  const buttons = element("div", { className: "step-buttons" }, previous, next);
  toggle.classList.add("button-small");
  let current = 0;
  let stepping = false;
  if (questions.length > 1) {
    questions[0].before(stepper);
    questions.at(-1).after(buttons);
  }
  const step = (place, focus = true) => {
    stepping = place >= 0 && place < questions.length && questions.length > 1;
    if (stepping) current = place;
    form.classList.toggle("is-stepping", stepping);
    questions.forEach((question, at) => question.classList.toggle("is-current", at === current));
    buttons.hidden = !stepping;
    previous.disabled = current === 0;
    next.textContent = current === questions.length - 1 ? words.review : words.next;
    toggle.textContent = stepping ? words.all : words.one;
    recount();
    if (!focus) return;
    const target = stepping ? questions[current] : form.querySelector(".ballot-end");
    (target.querySelector("input:checked") ?? target.querySelector("input, button"))?.focus({ preventScroll: stepping });
    if (stepping) stepper.scrollIntoView({ block: "nearest" });
  };
  const recount = () => {
    const done = Object.keys(answers()).length;
    bar.value = done;
    bar.setAttribute("aria-label", say("answered", done, questions.length));
    count.textContent = stepping ? say("progress", current + 1, questions.length) : say("answered", done, questions.length);
  };
  form.addEventListener("change", () => {
    recount();
    keep("drafts", "readwrite", (store) => store.put({ key: draftKey, values: answers() })).catch(() => {});
  });
  // A tap goes on to the next statement; arrow keys only move among the three answers.
  form.addEventListener("click", (event) => {
    const tapped = event.target.closest("input[type=radio]");
    if (tapped && stepping && event.detail > 0) setTimeout(() => step(current + 1), 250);
  });

  // Sending.
  const cookie = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
  const post = async (entry) =>
    fetch(entry.url, {
      method: "POST",
      headers: { Accept: "application/json", "X-CSRFToken": cookie() },
      body: new URLSearchParams({ uid: entry.uid, ...(entry.voice ? { city: entry.voice } : {}), ...entry.votes }),
      credentials: "same-origin",
      redirect: "error",
    });
  const read = async (response) => {
    try { return await response.json(); } catch { return null; }
  };
  let delay = 2000;
  let timer = 0;
  let justSent = "";
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
        await drop(entry.uid);
        await keep("drafts", "readwrite", (store) => store.delete(entry.draft));
        if (entry.uid === justSent) return location.assign(answer.url);
        notice("good", `${words.received} ${answer.message}`, element("a", { href: answer.url, textContent: words.receipt }));
      } else if (response.status === 401) {
        const back = `${box.dataset.signin}?next=${encodeURIComponent(location.pathname + location.search)}`;
        return notice("warn", answer?.message ?? "", element("a", { className: "button", href: back, textContent: words.signin }));
      } else if (answer?.message && [400, 403, 409, 422].includes(response.status)) {
        await put({ ...entry, state: "refused", message: answer.message });
      } else {
        return later(Number(response.headers.get("Retry-After")) || 0);
      }
    }
  };
  const flush = async () => {
    clearTimeout(timer);
    try {
      if (navigator.locks) await navigator.locks.request("palabre-votes", { ifAvailable: true }, (lock) => (lock ? drain() : later()));
      else await drain();
    } catch {
      later();
    }
    await show();
  };

  // What waits, said plainly.
  const show = async () => {
    const entries = await all().catch(() => []);
    const held = entries.filter((entry) => entry.state === "waiting");
    const refused = entries.filter((entry) => entry.state === "refused");
    const drawn = [];
    if (held.length) {
      drawn.push(
        element("div", { className: "notice notice-warn" },
          element("p", {}, say(held.length > 1 ? "waitingmany" : "waiting", held.length)),
          element("p", { className: "cluster" }, button(words.send, flush, true), button(words.save, () => save(entries)))),
      );
    }
    for (const entry of refused) {
      drawn.push(
        element("div", { className: "notice notice-bad" },
          element("p", {}, `${words.refused} ${entry.message}`),
          element("p", { className: "cluster" },
            button(words.back, async () => { fill(entry.votes); await drop(entry.uid); step(-1); await show(); }, true),
            button(words.save, () => save([entry])),
            button(words.forget, async () => { await drop(entry.uid); await show(); }))),
      );
    }
    waiting.replaceChildren(...drawn);
  };
  const save = (entries) => {
    const text = JSON.stringify({ format: "palabre-bulletins 1", bulletins: entries }, null, 2);
    const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    element("a", { href: url, download: "bulletins-palabre.json" }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const votes = answers();
    if (!Object.keys(votes).length) return notice("bad", words.empty);
    const entry = {
      uid: newUid(),
      url: form.action,
      voice: form.dataset.voice,
      person,
      draft: draftKey,
      question: document.querySelector("h1").textContent.trim(),
      statements: Object.fromEntries(questions.map((question) => [`reponse-${question.id}`, question.querySelector("legend").textContent.trim()])),
      votes,
      made_at: new Date().toISOString(),
      state: "waiting",
      message: "",
    };
    try {
      await put(entry);
    } catch {
      notice("warn", words.nostore);
      return form.submit();
    }
    justSent = entry.uid;
    notice("info", words.sending);
    await flush();
    justSent = "";
    if (notices.textContent === words.sending) notices.replaceChildren();
  });

  const resume = () => flush().catch(() => {});
  addEventListener("online", resume);
  addEventListener("pageshow", resume);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) resume(); });
  // The page is whole at once: a phone may be slow to open its store, or never do.
  const begin = () => {
    const first = questions.findIndex((question) => !question.querySelector("input:checked"));
    step(document.querySelector("[data-error-summary]") || first < 0 ? -1 : first, false);
  };
  begin();
  let touched = false;
  for (const gesture of ["change", "click"]) form.addEventListener(gesture, () => { touched = true; }, { once: true });
  keep("drafts", "readonly", (store) => store.get(draftKey))
    .then((draft) => {
      if (!draft || touched || document.querySelector("[data-error-summary]")) return;
      fill(draft.values);
      begin();
    })
    .catch(() => {});
}
