// The page works without this. With it: Enter sends, the newest is in sight, news is noticed.
"use strict";
for (const box of document.querySelectorAll("textarea[data-send]")) {
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (box.value.trim()) box.form.requestSubmit();
    }
  });
}
const aimed = location.hash.startsWith("#m") && document.getElementById(location.hash.slice(1));
for (const list of document.querySelectorAll("[data-scroll]")) {
  if (!aimed || !list.contains(aimed)) list.scrollTop = list.scrollHeight;
}
const fresh = document.querySelector("[data-fresh]");
if (fresh) fresh.scrollIntoView({ block: "start" });
const who = document.getElementById("who");
if (who) who.addEventListener("change", () => who.form.requestSubmit());
for (const part of document.querySelectorAll("[data-dispatch]")) {
  part.addEventListener("change", () => part.querySelector("button").click());
}
let shown = {{ changes }};
const busy = () => document.querySelector("[role=dialog]")
  || [...document.querySelectorAll("textarea, main input, aside input")].some((f) => f.value !== f.defaultValue)
  || document.querySelector("textarea#edit");
setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await (await fetch("/sandbox/changes")).json();
    if (answer.changes === shown) return;
    if (busy()) document.getElementById("news").hidden = false;
    else location.reload();
  } catch (error) { /* The sandbox has been stopped; the page stays as it is. */ }
}, 2000);
