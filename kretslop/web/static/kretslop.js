// Small conveniences; every page works without them.
"use strict";

const KEYS = "kretslop-keys";

function remembered(name) {
  try { return localStorage.getItem(name); } catch { return null; }
}

function remember(name, value) {
  try { localStorage.setItem(name, value); } catch { /* a browser without storage forgets */ }
}

function announce(text) {
  const place = document.getElementById("announce");
  if (place) place.textContent = text;
}

function focusMarked(root) {
  const target = root.matches?.("[data-focus]") ? root : root.querySelector?.("[data-focus]");
  if (!target) return false;
  if (!target.hasAttribute("tabindex") && target.tabIndex < 0) target.tabIndex = -1;
  target.focus();
  return true;
}

// After a part of the page was exchanged: say the new title, move the focus to what is new.
document.addEventListener("htmx:afterSettle", (event) => {
  const root = event.detail.elt;
  const titled = root.matches?.("[data-title]") ? root : root.querySelector?.("[data-title]");
  if (titled) document.title = titled.dataset.title;
  const focused = focusMarked(root);
  if (titled && !focused) announce(document.title);
  prepare(root);
});

// A request that failed says so where everybody sees it; #messages is a live region.
function tellFailure() {
  const words = document.getElementById("failed");
  const place = document.getElementById("messages");
  if (!words || !place) return;
  place.replaceChildren(words.content.cloneNode(true));
  place.scrollIntoView({ block: "nearest" });
}

for (const kind of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) document.addEventListener(kind, tellFailure);

// Keys shown on buttons press them, unless somebody is writing or has switched them off.
function writing(element) {
  return element.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.defaultPrevented) return;
  if (remembered(KEYS) === "off" || writing(event.target) || document.querySelector("dialog[open], :popover-open")) return;
  const wanted = event.key.toLowerCase();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key === wanted && !element.disabled && element.getClientRects().length) {
      event.preventDefault();
      element.click();
      return;
    }
  }
});

function showKeys() {
  const on = remembered(KEYS) !== "off";
  document.documentElement.dataset.keys = on ? "on" : "off";
  for (const button of document.querySelectorAll("[data-toggle-keys]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(on));
    const word = button.querySelector("[data-on]");
    if (word) word.textContent = on ? word.dataset.on : word.dataset.off;
  }
}

// A second click on the same button sends nothing twice; the pressed button's own value still travels.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-again")) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  setTimeout(() => {
    for (const button of form.elements) if (button.type === "submit") button.setAttribute("aria-disabled", "true");
  });
});

function release(form) {
  delete form.dataset.sent;
  for (const button of form.elements) if (button.type === "submit") button.removeAttribute("aria-disabled");
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest?.("form");
  if (form) release(form);
});

window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});

document.addEventListener("click", (event) => {
  const copier = event.target.closest?.("[data-copy]");
  if (copier) {
    const input = document.getElementById(copier.dataset.copy);
    navigator.clipboard.writeText(input.value).then(() => {
      copier.textContent = copier.dataset.copied;
      announce(copier.dataset.copied);
    }, () => input.select());
  }
  if (event.target.closest?.("[data-toggle-keys]")) {
    remember(KEYS, remembered(KEYS) === "off" ? "on" : "off");
    showKeys();
  }
});

function prepare(root) {
  if (navigator.clipboard) root.querySelectorAll?.("[data-copy]").forEach((button) => { button.hidden = false; });
}

// The time zone of somebody who has not chosen one yet.
for (const select of document.querySelectorAll('select[data-guess="time-zone"]')) {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === zone)) select.value = zone;
}

// A long list beside a page shows where in it one is.
for (const current of document.querySelectorAll(".side-list [aria-current]")) {
  const list = current.closest(".side-list");
  list.scrollTop = current.offsetTop - list.offsetTop - list.clientHeight / 2;
}

prepare(document);
showKeys();
focusMarked(document.body);
