// While a lesson is typed, those that say nearly the same are shown. Without this file, they are
// shown on the draft once it is saved.
const place = document.querySelector("[data-alike]");
const sentence = document.getElementById("id_sentence");
if (place && sentence) {
  let timer = 0;
  let asked = 0;
  const ask = async () => {
    const turn = ++asked;
    const query = new URLSearchParams({ phrase: sentence.value, sauf: place.dataset.without || "" });
    try {
      const answer = await fetch(`${place.dataset.alike}?${query}`, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok || turn !== asked) return;
      const piece = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...piece.body.childNodes);
    } catch { /* the line dropped: the draft will say it */ }
  };
  sentence.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 500);
  });
}
