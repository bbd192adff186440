/* Comfort for the review desk: keys, help, the next page at hand. Every page works without it.

Markup tells what happens; nothing here knows a page:

  data-key="g"        the key presses, opens or focuses this element; several keys stand with spaces between them.
                      Looked for in the current item first, then in what was said, then on the page. Made by `key(name)` from review/keys.py.
  data-do="move"      a key without a button: one of `deeds` below, or of another script's `desk.deeds`; data-by tells
                      how far. Stands in the table of the help dialog.
  data-item           one of the things that j and k go through; the element in it with data-focus (else its first
                      link or button, else itself) gets the focus. The one at hand has .is-current.
  data-dialog="help"  opens the dialog with this id.
  data-js             hidden until this script runs.
  data-go             a form that is sent in the background: the answer says which page comes next, and that page is
                      shown at once where it was preloaded.
  link[rel=next][data-preload]   the page to fetch as soon as nothing else is to be done.

After a page was put in place of another one, `desk:page` is fired at the document. */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const desk = (window.desk = { deeds: {}, said, go, show });

  // Keys

  const FIELDS = "textarea, select, [contenteditable], input:not([type=checkbox], [type=button], [type=submit])";
  const isTyping = (target) => target instanceof Element && target.matches(FIELDS);
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.disabled;
  const lettersAreOn = () => remembered("letters") !== "off";

  function remembered(name) {
    try { return localStorage.getItem("copydesk." + name); } catch { return null; } // storage may be forbidden
  }

  function remember(name, value) {
    try { localStorage.setItem("copydesk." + name, value); } catch { /* then it holds for this page */ }
  }

  /* The key as the table names it: on a keyboard of another script, the Latin letter in the same place. */
  function nameOf(event) {
    if (event.key === " ") return "Space";
    if (event.key.length > 1 || /[!-~]/.test(event.key)) return event.key;
    return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key;
  }

  function ownerOf(key) {
    const selector = `[data-key~="${CSS.escape(key)}"]`;
    const near = currentItem();
    const found = [...(near ? all(selector, near) : []), ...all(`#said ${selector}`), ...all(selector)];
    return found.find((element) => element.dataset.do || isSeen(element));
  }

  function press(element) {
    if (element.dataset.do) desk.deeds[element.dataset.do]?.(element);
    else if (element.matches(FIELDS)) { element.focus(); element.select?.(); }
    else element.click();
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (one("dialog[open]")) return; // it has its own keys: Escape, Tab, Enter
    if (isTyping(event.target)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    const key = nameOf(event);
    if (["Enter", "Space"].includes(key) && event.target.closest("a, button, summary, input")) return; // its own press
    if (key.length === 1 && !lettersAreOn()) return;
    const owner = ownerOf(key);
    if (!owner) return;
    event.preventDefault();
    if (!event.repeat || owner.dataset.do === "move") press(owner); // a key held down decides nothing twice
  });

  // Items

  const items = () => all("[data-item]").filter(isSeen);
  const currentItem = () => one("[data-item].is-current");

  function choose(item) {
    for (const other of all("[data-item].is-current")) {
      if (other !== item) { other.classList.remove("is-current"); other.removeAttribute("aria-current"); }
    }
    item?.classList.add("is-current");
    item?.setAttribute("aria-current", "true");
  }

  function focusItem(item) {
    choose(item);
    (one("[data-focus]", item) ?? one("a, button", item) ?? item).focus({ preventScroll: true });
    item.scrollIntoView({ block: "nearest" });
    item.dispatchEvent(new CustomEvent("desk:item", { bubbles: true }));
  }

  desk.deeds.move = (row) => {
    const list = items();
    if (!list.length) return;
    const at = list.indexOf(currentItem());
    const next = at < 0 ? (Number(row.dataset.by) > 0 ? 0 : list.length - 1) : at + Number(row.dataset.by);
    if (next >= 0 && next < list.length) focusItem(list[next]);
  };

  desk.deeds.open = () => {
    const link = one("a", currentItem() ?? items()[0] ?? document.createElement("i"));
    link?.click();
  };

  document.addEventListener("focusin", (event) => {
    const item = event.target.closest?.("[data-item]");
    if (item) choose(item);
  });

  // Dialogs and the switch of letters

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-dialog]");
    if (opener) document.getElementById(opener.dataset.dialog)?.showModal();
  });

  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-letters]")) remember("letters", event.target.checked ? "on" : "off");
  });

  // What was done

  /* Tell it in the live region: text, or nodes from a page that the desk sent. */
  function said(...content) {
    const place = one("#said");
    place?.replaceChildren();
    if (content.length) setTimeout(() => place?.replaceChildren(...content), 50); // a change is read out, a start is not
  }

  // The next page at hand

  const waiting = new Map(); // address -> promise of its HTML

  const whenIdle = window.requestIdleCallback ?? ((work) => setTimeout(work, 200));

  function preload() {
    for (const link of all("link[rel=next][data-preload]")) {
      if (new URL(link.href).origin !== location.origin || waiting.has(link.href)) continue;
      waiting.clear(); // only ever the one next page: what was decided meanwhile must not be shown from memory
      const answer = fetch(link.href, { headers: { "X-Desk-Preload": "1" } });
      waiting.set(link.href, answer.then((got) => (got.ok && !got.redirected ? got.text() : null)).catch(() => null));
    }
  }

  /* Go to a page; from memory when it waits there. */
  async function go(address, message) {
    const url = new URL(address, location.href).href;
    const html = await waiting.get(url);
    waiting.clear();
    if (!html) { location.assign(url); return; }
    const next = new DOMParser().parseFromString(html, "text/html");
    history.pushState({ desk: true }, "", url);
    document.title = next.title;
    for (const link of all("link[rel=next]")) link.remove();
    document.head.append(...all("link[rel=next]", next));
    document.body.replaceWith(next.body);
    scrollTo({ top: 0, behavior: "instant" });
    if (message) said(message);
    begin();
    window.htmx?.process(document.body);
    (one("[data-start]") ?? one("h1") ?? one("main")).focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[rel=next]");
    if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (!waiting.has(link.href)) return;
    event.preventDefault();
    go(link.href);
  });

  window.addEventListener("popstate", (event) => { if (event.state?.desk || history.state?.desk) location.reload(); });

  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches("[data-go]") || event.defaultPrevented) return;
    event.preventDefault();
    const answer = await fetch(form.action, {
      method: "POST",
      body: new URLSearchParams(new FormData(form, event.submitter)),
      headers: { "X-Desk-Go": pathAtHand() },
    }).catch(() => null);
    const to = answer?.headers.get("X-Desk-To");
    const told = to && (await answer.text()); // nothing where another page than the one at hand comes next: it tells
    if (told) go(to, fragment(told));
    else if (to) location.assign(to);
    else if (answer) show(await answer.text());
    else said("The desk does not answer. Nothing was stored.");
  });

  /* Path of the page that waits. */
  function pathAtHand() {
    const [address] = waiting.keys();
    const url = address && new URL(address);
    return url ? url.pathname + url.search : "none";
  }

  function fragment(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  /* An answer that is a page: a refusal, a conflict. */
  function show(html) {
    document.body.replaceWith(new DOMParser().parseFromString(html, "text/html").body);
    begin();
    one("h1")?.focus();
  }

  // Each page

  function begin() {
    for (const element of all("[data-js]")) element.hidden = false;
    for (const box of all("[data-letters]")) box.checked = lettersAreOn();
    const at = one("[data-item][data-at]");
    if (at) focusItem(at);
    whenIdle(preload);
    document.dispatchEvent(new CustomEvent("desk:page"));
  }

  begin();
  const first = all("#said > *");
  if (first.length) said(...first);
})();
