// The ballot works without this file. With it, the total under the ballot follows each choice.
const form = document.querySelector("form[data-budget-ballot]");
const total = form?.querySelector("[data-total]");
if (form && total) start(form, total);

function start(form, total) {
  const kind = form.dataset.budgetBallot;
  const words = total.dataset;
  const limit = Number(words.limit || 0);
  const amount = Number(words.amount);
  const language = document.documentElement.lang || "fr";
  const money = (value) => words.moneySample.replace("0", value.toLocaleString(language).replaceAll("\u202f", "\u00a0"));
  const say = (text, ...values) => values.reduce((said, value, at) => said.replace(`[${at + 1}]`, value), text);

  function count() {
    const fields = [...form.querySelectorAll("[name^='choix-']")];
    const chosen = fields.filter((field) => (field.type === "checkbox" ? field.checked : field.value.trim() !== ""));
    let said, over;
    if (kind === "points") {
      const given = chosen.reduce((sum, field) => sum + (Number.parseInt(field.value.replaceAll(/\s/g, ""), 10) || 0), 0);
      said = say(words.wordsPoints, given, limit);
      over = given > limit && given - limit;
    } else if (kind === "knapsack") {
      const cost = chosen.reduce((sum, field) => sum + Number(field.dataset.cost), 0);
      said = say(words.wordsMoney, money(cost));
      over = cost > amount && money(cost - amount);
    } else {
      said = limit ? say(words.wordsCount, chosen.length, limit) : say(words.wordsFree, chosen.length);
      over = limit && chosen.length > limit && chosen.length - limit;
    }
    total.textContent = over ? `${said}. ${say(words.wordsOver, over)}.` : said;
    total.classList.toggle("is-over", Boolean(over));
  }
  form.addEventListener("input", count);
  window.addEventListener("pageshow", count);
}
