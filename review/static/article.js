/* Comfort for the article's pages: the mark of the finding at hand, lines by key, words that change in their place.

Everything here also works as links and forms. Keys are desk.js's; this script adds two deeds: `line` presses what can
be said of the line at hand, `step` goes from line to line. */
"use strict";

(() => {
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const row = (element) => element?.closest?.(".line");
  const deeds = window.desk?.deeds ?? {};

  // The finding at hand is marked in the text as well, on both sides where there are two.

  function mark(item) {
    const number = item?.id.split("-")[1];
    for (const link of all("a.found")) {
      link.classList.toggle("is-at", link.dataset.finding.split(" ").includes(number));
    }
    const first = one("a.found.is-at");
    if (first && !isInView(first)) first.scrollIntoView({ block: "center" });
  }

  function isInView(element) {
    const { top, bottom } = element.getBoundingClientRect();
    return top > 140 && bottom < innerHeight - 70; // what sticks to the top and to the bottom hides something
  }

  document.addEventListener("desk:item", (event) => mark(event.target));
  document.addEventListener("focusin", (event) => {
    const entry = event.target.closest?.(".entry");
    if (entry) mark(entry);
  });

  // Lines

  const lineAtHand = () => row(document.activeElement) ?? row(one(".entry.is-current")) ?? row(one(".line:target"));

  deeds.line = () => {
    const line = lineAtHand();
    const parts = ['[aria-pressed="true"][value$="cut"]', '[id^="cut-"]', '[id^="should-"]', '[id^="belongs-"]'];
    const what = parts.map((part) => line && one(part, line));
    if (line) what.find(Boolean)?.click();
    else window.desk.said("Go to a line first: . and , lead from line to line.");
  };

  deeds.step = (key) => {
    const stops = all(".line, .fold > details > summary").filter((stop) => stop.checkVisibility());
    const at = stops.indexOf(document.activeElement?.closest("summary") ?? lineAtHand());
    const next = stops[at < 0 ? 0 : at + Number(key.dataset.by)];
    if (!next) return;
    const inside = next.matches("summary") ? next : one(".no a, .deeds button", next); // a left-out block has no number
    if (!inside) next.tabIndex = -1;
    (inside ?? next).focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  };

  // What a line should be cut as: asked in its place.

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-kinds]");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey && one("#kinds")) {
      event.preventDefault();
      ask(link);
    } else if (event.target.closest("[data-kinds-close]")) close();
  });

  document.addEventListener("keydown", (event) => {
    if (!event.target.closest?.(".kinds")) return;
    if (event.key === "Escape") { event.stopPropagation(); close(); }
    if (event.key === "Enter" && event.target.matches("select")) {
      event.preventDefault();
      one(".kinds button[name=event]").click();
    }
  }, true);

  function ask(link) {
    close();
    const asked = one("#kinds").content.cloneNode(true);
    const select = one("select", asked);
    select.name = "kind-" + link.dataset.kinds;
    select.value = link.dataset.suspected || select.options[0].value;
    if (select.selectedIndex < 0) select.selectedIndex = 0;
    one("button[name=event]", asked).setAttribute("formaction", link.dataset.action);
    link.hidden = true;
    link.after(asked);
    select.focus();
  }

  function close() {
    for (const asked of all("form .kinds")) {
      const link = asked.previousElementSibling;
      asked.remove();
      link.hidden = false;
      link.focus();
    }
  }

  // A word changes its line alone; what is open and where one stands stays.

  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, requestConfig } = event.detail;
    const form = requestConfig?.elt;
    if (!form?.matches?.("#marks, #journal form")) return;
    const isHere = new URL(xhr.responseURL || location.href, location.href).pathname === location.pathname;
    if (xhr.status >= 400) {
      event.detail.shouldSwap = event.detail.isError = false; // it is shown, which is no error of the script
      window.desk.show(xhr.responseText);
      return;
    }
    if (!isHere) { event.detail.shouldSwap = false; location.assign(xhr.responseURL); return; }
    const place = requestConfig.triggeringEvent?.submitter?.closest("[id^=line-], [id^=block-], #marks .reasons, h1");
    if (place?.id) {
      event.detail.target = place;
      event.detail.selectOverride = "#" + place.id;
    }
  });

  /* htmx 2.0.10 gives the focus back before it settles classes: the item at hand is told once more. */
  document.addEventListener("htmx:afterSettle", () => {
    document.activeElement?.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  });
})();
