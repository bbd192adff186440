/* Comfort for the queue: select with Shift, see how many, and judge the article at hand without selecting it. */
"use strict";

(() => {
  const form = () => document.getElementById("chosen");
  const boxes = () => [...(form()?.querySelectorAll("input[name=article]") ?? [])];
  const everything = () => form()?.elements.namedItem("all");
  let last = null; // the box that was pressed before: Shift selects all between

  function show() {
    const count = document.getElementById("many");
    if (!count) return;
    const all = boxes();
    const chosen = all.filter((box) => box.checked).length;
    for (const box of all) box.closest("tr").classList.toggle("is-chosen", box.checked);
    count.textContent = everything().checked ? "All that match" : chosen ? `${chosen} selected` : "Nothing selected";
    const every = document.getElementById("every");
    every.checked = chosen > 0 && chosen === all.length;
    every.indeterminate = chosen > 0 && chosen < all.length;
  }

  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.("#chosen input[name=article]")) return;
    if (event.shiftKey && last && last !== box) {
      const all = boxes();
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      for (const between of all.slice(Math.max(from, 0), to + 1)) between.checked = box.checked;
    }
    last = box;
  });

  document.addEventListener("change", (event) => {
    if (event.target.id === "every") for (const box of boxes()) box.checked = event.target.checked;
    if (form()?.contains(event.target)) show();
  });

  /* A verdict with nothing selected is about the article at hand, and the list goes on with the next one. */
  document.addEventListener("submit", (event) => {
    if (event.target !== form() || everything().checked || boxes().some((box) => box.checked)) return;
    event.preventDefault();
    const row = form().querySelector("tr.is-current");
    if (!row) {
      window.desk.said("Select articles first, or go to one with j and k.");
      return;
    }
    const one = document.getElementById("one");
    one.elements.article.value = row.dataset.id;
    one.elements.verdict.value = event.submitter.value;
    one.elements.at.value = (row.nextElementSibling ?? row.previousElementSibling ?? row).dataset.id;
    one.submit();
  });

  document.addEventListener("desk:page", show);
  addEventListener("pageshow", show); // browsers put ticks back when one comes back
  show();
})();
