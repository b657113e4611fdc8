// Passkeys: brings the form to light, asks for a challenge, has the device answer, and sends the form with the answer.
export function enhance(form) {
  if (!window.PublicKeyCredential) return; // too old, or not a safe address
  const button = form.querySelector("button[type=submit]");
  const failed = form.querySelector("[data-passkey-failed]");
  let busy = false;
  form.hidden = false;

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    show("waits");
    answer(form.dataset.passkey, form.elements.csrf_token.value).then(
      (given) => {
        if (!given) return location.reload(); // somebody has to sign in, or prove who they are, first
        form.elements.credential.value = JSON.stringify(given);
        form.submit();
      },
      () => show("failed"),
    );
  });
  addEventListener("pageshow", () => show("ready"));

  function show(state) {
    busy = state === "waits";
    failed.hidden = state !== "failed";
    if (busy) button.setAttribute("aria-busy", "true");
    else button.removeAttribute("aria-busy");
  }
}

// What the device makes of a fresh challenge; nothing when the server leads elsewhere.
async function answer(address, token) {
  const body = new URLSearchParams({ csrf_token: token });
  const asked = await fetch(address, { method: "POST", body, redirect: "manual" });
  if (asked.type === "opaqueredirect") return null;
  if (!asked.ok) throw new Error(String(asked.status));
  const { publicKey } = await asked.json();
  publicKey.challenge = bytes(publicKey.challenge);
  for (const known of [publicKey.excludeCredentials, publicKey.allowCredentials]) {
    for (const one of known ?? []) one.id = bytes(one.id);
  }
  if (!publicKey.user) return told(await navigator.credentials.get({ publicKey }));
  publicKey.user.id = bytes(publicKey.user.id);
  return told(await navigator.credentials.create({ publicKey }));
}

function told({ id, rawId, type, response }) {
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = text(response[name]);
  }
  const transports = response.getTransports?.();
  return { id, rawId: text(rawId), type, response: transports ? { ...parts, transports } : parts };
}

function bytes(words) {
  const plain = atob(words.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
