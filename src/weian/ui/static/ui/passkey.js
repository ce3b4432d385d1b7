// Asks the browser for a passkey and sends its answer with the form. Options and answers are JSON with
// bytes as base64url; older kernels (109) cannot convert them by themselves.

const SAID = {
  NotAllowedError: "没有完成：取消了，或者等得太久。请再按一次按钮。",
  InvalidStateError: "这台设备上已经有您的通行密钥了，不用再登记。",
  SecurityError: "这个网址不能用通行密钥，请用单位的 https 域名打开。",
};
const OLD = "这个浏览器不支持通行密钥。请换用较新的浏览器，或者改用手机验证器的验证码。";
const OPEN = "现在的网址不是 https 域名，浏览器不允许使用通行密钥。请改用单位的 https 域名，或者改用手机验证器的验证码。";

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }));

async function make(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return answerOf(made, {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
  });
}

async function show(options) {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  };
  const shown = await navigator.credentials.get({ publicKey });
  const response = shown.response;
  return answerOf(shown, {
    clientDataJSON: text(response.clientDataJSON),
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
}

function answerOf(key, response) {
  const clientExtensionResults = key.getClientExtensionResults();
  return { id: key.id, rawId: text(key.rawId), type: key.type, response, clientExtensionResults };
}

function setUp(form) {
  const said = form.querySelector("[data-said]");
  const button = form.querySelector("button");
  const say = (words) => {
    said.textContent = words;
    said.hidden = !words;
  };
  if (!window.isSecureContext || !window.PublicKeyCredential) {
    say(window.isSecureContext ? OLD : OPEN);
    button.disabled = true;
    return;
  }
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    say("");
    button.disabled = true;
    try {
      const options = JSON.parse(form.dataset.options);
      const answer = form.dataset.passkey === "make" ? await make(options) : await show(options);
      form.elements.credential.value = JSON.stringify(answer);
      form.submit();
    } catch (error) {
      say(SAID[error.name] || `通行密钥没有用成（${error.name}）。请再试一次，或者改用验证码。`);
      button.disabled = false;
    }
  });
}

document.querySelectorAll("form[data-passkey]").forEach(setUp);
