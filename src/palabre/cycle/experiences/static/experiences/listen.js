// A tap on « Écouter » plays from the passage. Without this file, the link opens the page with the
// player set at that moment.
for (const link of document.querySelectorAll("a[data-listen]")) {
  link.addEventListener("click", (event) => {
    const player = document.querySelector(`audio[data-recording="${link.dataset.listen}"]`);
    if (!player || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const seconds = Number(link.dataset.at);
    const go = () => { player.currentTime = seconds; };
    if (player.readyState > 0) go();
    else player.addEventListener("loadedmetadata", go, { once: true });
    player.play().catch(() => player.focus());
    player.scrollIntoView({ block: "nearest" });
  });
}
