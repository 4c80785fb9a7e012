// Marking words by selecting them, with a mouse, a finger or the keyboard. Without this file,
// sentences are ticked. Offsets are sent in code points, as the server counts them.
(() => {
  const form = document.getElementById("marking");
  const text = form?.querySelector("[data-text]");
  const bar = form?.querySelector("[data-selection]");
  if (!text || !bar) return;
  const words = bar.querySelector("[data-selection-words]");
  for (const hint of document.querySelectorAll("[data-selecting]")) hint.hidden = false;

  const length = (string) => [...string].length;
  const sentences = [...text.querySelectorAll("[data-start]")];

  // Part of the selection that lies in one sentence: [start, end, words], or null.
  const part = (range, sentence) => {
    if (!range.intersectsNode(sentence)) return null;
    const inside = document.createRange();
    inside.selectNodeContents(sentence);
    if (range.compareBoundaryPoints(Range.START_TO_START, inside) > 0) inside.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, inside) < 0) inside.setEnd(range.endContainer, range.endOffset);
    const chosen = inside.toString();
    if (!chosen.trim()) return null;
    const before = document.createRange();
    before.selectNodeContents(sentence);
    before.setEnd(inside.startContainer, inside.startOffset);
    const start = Number(sentence.dataset.start) + length(before.toString());
    return [start, start + length(chosen), chosen];
  };

  const chosen = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!range.intersectsNode(text)) return null;
    const parts = sentences.map((sentence) => part(range, sentence)).filter(Boolean);
    if (!parts.length) return null;
    return { start: parts[0][0], end: parts.at(-1)[1], quote: parts.map((p) => p[2]).join(" ") };
  };

  let current = null;
  document.addEventListener("selectionchange", () => {
    const found = chosen();
    if (!found && bar.contains(document.activeElement)) return;
    current = found;
    bar.hidden = !found;
    const shown = found ? found.quote : "";
    words.textContent = shown.length > 120 ? `« ${shown.slice(0, 119)}… »` : shown && `« ${shown} »`;
  });
  // Selecting words in a sentence must not tick it.
  text.addEventListener("click", (event) => {
    if (!event.target.matches("input") && chosen()) event.preventDefault();
  });
  bar.querySelector("button").addEventListener("pointerdown", (event) => event.preventDefault());
  bar.querySelector("button").addEventListener("click", () => {
    if (!current) return;
    for (const name of ["start", "end", "quote"]) form.elements.namedItem(name).value = current[name];
    form.requestSubmit();
  });
})();
