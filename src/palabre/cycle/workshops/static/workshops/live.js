// Everything works without this file; with it, pages of a workshop follow by themselves.

// The device knows its own time zone: hours will be shown in it.
const zone = document.querySelector("form[data-zone] [name=zone]");
if (zone && !zone.value) {
  try { zone.value = Intl.DateTimeFormat().resolvedOptions().timeZone || ""; } catch { /* the city's zone will do */ }
}

// Following: the piece of page is asked for again; 304 while nothing has changed. The server's
// own time comes with each answer, and this device only counts from there: its clock may be wrong.
const french = document.documentElement.lang.startsWith("fr");
const words = french
  ? { lost: "La connexion est perdue : cette page attend, et suivra dès son retour.", fresh: "Il y a du nouveau ici : afficher" }
  : { lost: "The connection is lost: this page waits, and will follow once it is back.", fresh: "There is something new here: show it" };
const follower = document.querySelector("[data-follow]");
let offset = 0;
const setClock = (now) => { if (now) offset = Number(now) - performance.now(); };
const pad = (number) => String(number).padStart(2, "0");
const say = (milliseconds) => {
  const all = Math.floor(Math.abs(milliseconds) / 1000);
  const [hours, minutes, seconds] = [Math.floor(all / 3600), Math.floor(all / 60) % 60, all % 60];
  return hours ? `${hours}:${pad(minutes)}:${pad(seconds)}` : `${minutes}:${pad(seconds)}`;
};
const tick = () => {
  for (const left of document.querySelectorAll("[data-ends]:not([data-held])")) {
    const rest = Number(left.dataset.ends) - (performance.now() + offset);
    left.textContent = rest >= 0 ? say(rest) : `+${say(rest)}`;
    left.classList.toggle("is-over", rest < 0);
  }
};
const isTyped = (piece) =>
  piece.contains(document.activeElement) && document.activeElement.matches("input:not([type=hidden]), textarea, select") ||
  [...piece.querySelectorAll("input, textarea")].some((e) =>
    ["checkbox", "radio"].includes(e.type) ? e.checked !== e.defaultChecked : e.type !== "hidden" && e.value !== e.defaultValue);
if (follower) {
  const note = document.querySelector("[data-follow-note]");
  const held = new Map();
  const shown = new Map();
  const pieces = () => [...follower.querySelectorAll(":scope > [data-piece]")];
  const bare = (html) => html.replace(/name="csrfmiddlewaretoken" value="[^"]*"/g, "");
  const replace = (piece, next) => {
    const focused = piece.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...piece.querySelectorAll("details[open][id]")].map((one) => one.id);
    piece.replaceWith(next);
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    if (focused) document.getElementById(focused)?.focus();
    next.dispatchEvent(new CustomEvent("palabre:piece", { bubbles: true }));
  };
  const show = (html) => {
    const fresh = new DOMParser().parseFromString(html, "text/html");
    const known = new Map(pieces().map((piece) => [piece.dataset.piece, piece]));
    for (const next of fresh.querySelectorAll("[data-piece]")) {
      const name = next.dataset.piece, piece = known.get(name), said = bare(next.innerHTML);
      known.delete(name);
      if (shown.get(name) === said) continue;
      if (!piece) { follower.append(next); shown.set(name, said); continue; }
      if (isTyped(piece)) { offer(name, piece, next, said); continue; }
      shown.set(name, said);
      replace(piece, next);
    }
    for (const [name, gone] of known) if (!isTyped(gone)) { gone.remove(); shown.delete(name); }
    tick();
  };
  // What is being typed is never swept away: the news waits behind a button.
  const offer = (name, piece, next, said) => {
    held.set(name, [next, said]);
    if (piece.querySelector("[data-news]")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-small";
    button.dataset.news = "";
    button.textContent = words.fresh;
    button.addEventListener("click", () => {
      const [latest, text] = held.get(name);
      shown.set(name, text);
      replace(piece, latest);
    });
    piece.prepend(button);
  };
  const every = 1000 * Number(follower.dataset.every);
  let mark = follower.dataset.mark, failures = 0, timer = 0;
  const again = () => {
    clearTimeout(timer);
    // A little apart from one another, and less often while the line fails.
    timer = setTimeout(ask, Math.min(every * 2 ** failures, 30000) * (0.85 + 0.3 * Math.random()));
  };
  const ask = async () => {
    try {
      const answer = await fetch(follower.dataset.follow, { cache: "no-store", headers: { "If-None-Match": `"${mark}"` } });
      setClock(answer.headers.get("X-Palabre-Now"));
      if (answer.status === 200 && !answer.redirected) {
        mark = (answer.headers.get("ETag") || "").replace(/^W\//, "").replaceAll('"', "") || mark;
        show(await answer.text());
      } else if (answer.status === 404 || answer.redirected) {
        return location.reload();
      } else if (answer.status !== 304) throw new Error(String(answer.status));
      failures = 0;
      if (note) note.textContent = "";
    } catch {
      failures = Math.min(failures + 1, 4);
      if (note) note.textContent = words.lost;
    }
    again();
  };
  for (const piece of pieces()) shown.set(piece.dataset.piece, bare(piece.innerHTML));
  setClock(follower.dataset.now);
  tick();
  setInterval(tick, 1000);
  again();
  addEventListener("online", () => { failures = 0; ask(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden) ask(); });
}
