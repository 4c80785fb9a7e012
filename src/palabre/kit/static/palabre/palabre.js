// Everything works without this file; with it, the page gets better.
const words = document.documentElement.lang.startsWith("fr")
  ? {
      kept: (when) => `Brouillon du ${when} retrouvé sur cet appareil.`,
      keptNow: (when) => `Brouillon gardé sur cet appareil à ${when}. Il n’est pas encore envoyé.`,
      full: "Cet appareil n’a plus de place : ce brouillon n’est pas gardé. Envoyez-le ou copiez-le.",
      drop: "Effacer ce brouillon",
      copied: "Copié",
      notCopied: "La copie a échoué : sélectionnez le lien et copiez-le.",
    }
  : {
      kept: (when) => `Draft of ${when} found on this device.`,
      keptNow: (when) => `Draft kept on this device at ${when}. It has not been sent yet.`,
      full: "This device is full: this draft is not kept. Send it or copy it.",
      drop: "Delete this draft",
      copied: "Copied",
      notCopied: "Copying failed: select the link and copy it.",
    };
const root = document.documentElement;
const person = document.body.dataset.person || "";
const draftKey = (name) => `palabre:${person}:${name}`;

// Theme: a cookie, so that the server draws the page right the first time.
const choice = document.querySelector("[data-theme-choice]");
if (choice) {
  const button = choice.querySelector("button");
  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const say = () => { button.textContent = isDark() ? button.dataset.themeBack : button.dataset.themeNext; };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    document.cookie = `palabre-theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
    say();
  });
  choice.hidden = false;
  say();
}

// Drafts: kept while typing, given back, erased only when the server says that it holds them.
const skipped = /^(csrfmiddlewaretoken|submission|next)$|password|token|code/i;
const fieldsOf = (form) =>
  [...form.elements].filter(
    (e) => e.name && !skipped.test(e.name) && !["hidden", "password", "file", "submit", "button"].includes(e.type),
  );
const valueOf = (e) => (["checkbox", "radio"].includes(e.type) ? (e.checked ? "on" : "") : e.value);
const keyOf = (e) => (["checkbox", "radio"].includes(e.type) ? `${e.name}=${e.value}` : e.name);
const snapshot = (form) => Object.fromEntries(fieldsOf(form).map((e) => [keyOf(e), valueOf(e)]));
const clock = (at, long) =>
  new Intl.DateTimeFormat(root.lang, long ? { dateStyle: "long", timeStyle: "short" } : { timeStyle: "short" }).format(at);
const store = (() => { try { return window.localStorage; } catch { return null; } })();

for (const saved of document.querySelectorAll("[data-draft-saved]")) {
  store?.removeItem(draftKey(saved.dataset.draftSaved));
}
for (const form of document.querySelectorAll("form[data-draft]")) {
  const key = draftKey(form.dataset.draft);
  const served = snapshot(form);
  const note = document.createElement("p");
  note.className = "draft-note";
  note.setAttribute("role", "status");
  form.append(note);
  const dropper = document.createElement("button");
  dropper.type = "button";
  dropper.className = "button-link";
  dropper.textContent = words.drop;
  const write = (values) => {
    for (const e of fieldsOf(form)) {
      if (!(keyOf(e) in values)) continue;
      if (["checkbox", "radio"].includes(e.type)) e.checked = values[keyOf(e)] === "on";
      else e.value = values[keyOf(e)];
    }
  };
  dropper.addEventListener("click", () => {
    store?.removeItem(key);
    write(served);
    note.textContent = "";
  });
  let kept = null;
  try { kept = JSON.parse(store?.getItem(key) ?? "null"); } catch { kept = null; }
  const wasRefused = form.querySelector("[aria-invalid], .has-error") !== null;
  if (kept && !wasRefused && JSON.stringify(kept.values) !== JSON.stringify(served)) {
    write(kept.values);
    note.append(words.kept(clock(kept.at, true)), " ", dropper);
  }
  let timer = 0;
  const keep = () => {
    clearTimeout(timer);
    const at = Date.now();
    try {
      store.setItem(key, JSON.stringify({ at, values: snapshot(form) }));
      note.replaceChildren(words.keptNow(clock(at, false)), " ", dropper);
    } catch {
      note.textContent = words.full;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, 600);
  });
  addEventListener("pagehide", () => { if (timer) keep(); });
}

// Leaving a form that keeps no draft asks first.
for (const form of document.querySelectorAll("form[data-guard]")) {
  const served = JSON.stringify(snapshot(form));
  let sending = false;
  form.addEventListener("submit", () => { sending = true; });
  addEventListener("beforeunload", (event) => {
    if (!sending && JSON.stringify(snapshot(form)) !== served) event.preventDefault();
  });
}

// Print, copy, closed tables on paper, errors first.
for (const button of document.querySelectorAll("[data-print], [data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    if ("print" in button.dataset) return print();
    const label = button.textContent;
    try {
      await navigator.clipboard.writeText(button.dataset.copy || location.href);
      button.textContent = words.copied;
    } catch {
      button.textContent = words.notCopied;
    }
    setTimeout(() => { button.textContent = label; }, 2500);
  });
}
addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll(".chart-table")) details.open = true;
});
document.querySelector("[data-error-summary]:not([data-sample] *)")?.focus();

// Long work: the piece of page that shows it is fetched again until it ends.
const refresh = async () => {
  const piece = document.querySelector("[data-refresh][id]");
  if (!piece) return;
  try {
    const page = await (await fetch(location.href, { headers: { Accept: "text/html" } })).text();
    const fresh = new DOMParser().parseFromString(page, "text/html");
    const next = fresh.getElementById(piece.id);
    if (!next) return location.reload();
    piece.replaceWith(next);
    if (!next.dataset.refresh) return location.reload();
  } catch { /* the line dropped: try again at the next turn */ }
  setTimeout(refresh, 1000 * Number(piece.dataset.refresh));
};
setTimeout(refresh, 2000);
