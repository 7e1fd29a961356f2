// Passkeys: the browser makes or shows one, and the form that stands around the button carries it to the server.
"use strict";

const form = document.querySelector("form[data-passkey]");
const able = window.PublicKeyCredential?.parseCreationOptionsFromJSON && window.PublicKeyCredential?.parseRequestOptionsFromJSON;

async function options() {
  const there = document.getElementById(form.dataset.options ?? "");
  if (there) return JSON.parse(there.textContent);
  const answer = await fetch(form.dataset.ask, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options;
}

async function made() {
  const given = (await options()).publicKey;
  const selection = { ...given.authenticatorSelection, residentKey: "required", requireResidentKey: true, userVerification: "required" };
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON({ ...given, authenticatorSelection: selection });
  return navigator.credentials.create({ publicKey });
}

async function shown() {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON((await options()).publicKey);
  return navigator.credentials.get({ publicKey });
}

if (form && able) {
  form.hidden = false;
  document.querySelectorAll("[data-without-passkey]").forEach((each) => { each.hidden = true; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    try {
      const found = await (form.dataset.passkey === "create" ? made() : shown());
      form.elements.credential.value = JSON.stringify(found.toJSON());
      form.submit();
    } catch {
      form.querySelector("[data-failed]").hidden = false;
    }
  }, true);
}
