// Moving a slot by its handle: with the pointer, or with the arrows once it has the focus.
// Without this file the buttons up and down do the same, one step at a time.
const page = document.querySelector("[data-arrange]");
const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
const rowOf = (handle) => handle.closest("[data-slot]");

const send = (address, values) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  form.hidden = true;
  for (const [name, value] of Object.entries({ csrfmiddlewaretoken: token, ...values })) {
    const field = document.createElement("input");
    field.type = "hidden";
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
};

// The slot before which the pointer stands, and its part; a contribution counts as its slot.
const slotFrom = (row) => {
  let found = row;
  while (found && !found.matches("[data-slot]")) found = found.previousElementSibling;
  return found;
};
const nextSlot = (row) => {
  let found = row.nextElementSibling;
  while (found && !found.matches("[data-slot]")) found = found.nextElementSibling;
  return found;
};
const lastOf = (row) => {
  const next = nextSlot(row);
  return next ? next.previousElementSibling : row.parentElement.lastElementChild;
};
const placeAt = (x, y) => {
  const under = document.elementFromPoint(x, y);
  const part = under?.closest("[data-part]");
  if (!part) return null;
  const row = slotFrom(under.closest("tr[id]"));
  if (!row) return { part, before: null, mark: null, after: true };
  const middle = (row.getBoundingClientRect().top + lastOf(row).getBoundingClientRect().bottom) / 2;
  if (y < middle) return { part, before: row, mark: row, after: false };
  return { part, before: nextSlot(row), mark: lastOf(row), after: true };
};

// Near the edge of the window, the page follows the pointer.
const EDGE = 60;
const STRIDE = 24;
let held = null;
let place = null;
const unmark = () => {
  for (const row of page.querySelectorAll(".drop-before, .drop-after")) row.classList.remove("drop-before", "drop-after");
};
const stop = () => {
  unmark();
  held?.classList.remove("is-held");
  held = place = null;
};

for (const handle of page.querySelectorAll("[data-place]")) {
  handle.hidden = false;
  handle.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    held = rowOf(handle);
    held.classList.add("is-held");
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!held) return;
    unmark();
    if (event.clientY < EDGE) scrollBy(0, -STRIDE);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, STRIDE);
    place = placeAt(event.clientX, event.clientY);
    place?.mark?.classList.add(place.after ? "drop-after" : "drop-before");
  });
  handle.addEventListener("pointercancel", stop);
  handle.addEventListener("pointerup", () => {
    const [row, there] = [held, place];
    stop();
    if (!row || !there || there.before === row) return;
    if (there.after && there.mark && slotFrom(there.mark) === row) return;
    send(handle.dataset.place, { temps: there.part.id, avant: there.before ? there.before.id : "" });
  });
  handle.addEventListener("keydown", (event) => {
    const way = { ArrowUp: "monter", ArrowDown: "descendre" }[event.key];
    if (event.key === "Escape") stop();
    if (!way) return;
    event.preventDefault();
    const button = rowOf(handle).querySelector(`button[name=sens][value=${way}]`);
    if (button && !button.disabled) button.click();
  });
}
document.querySelector("[data-place-help]").hidden = false;

// After a move the page comes back at the slot: its handle takes the focus again, once the browser
// has gone to the anchor, which would take the focus away.
const focusAgain = () => {
  const here = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  here?.querySelector("[data-place]")?.focus({ preventScroll: true });
};
if (document.readyState === "complete") focusAgain();
else addEventListener("load", () => requestAnimationFrame(focusAgain));
