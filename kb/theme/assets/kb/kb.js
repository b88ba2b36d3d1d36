/* What a page does beyond reading: print, copy, and the register's filters and sorting.
   Everything is there without this file; it only shows the buttons that it can answer. */
(() => {
  "use strict";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];

  document.querySelector(".kb-tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

  for (const sheet of all("[data-kb-sheet]")) {
    const wide = matchMedia("(min-width: 60em)");
    const fit = () => (sheet.open = wide.matches);
    wide.addEventListener("change", fit);
    fit();
  }

  /* A picture that is not there leaves its words, without the browser's broken sign. */
  for (const picture of all(".kb-body img")) {
    const missing = () => {
      const words = document.createElement("span");
      words.className = "kb-nopicture";
      words.textContent = picture.alt;
      (picture.closest(".kb-picture") ?? picture).replaceWith(...(picture.alt ? [words] : []));
    };
    if (picture.complete && !picture.naturalWidth) missing();
    else picture.addEventListener("error", missing);
  }

  /* A picture opens large over the page. Without this, and on a phone, its link leads to the file, which can be pinched. */
  for (const link of all("a.kb-picture")) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || matchMedia("(max-width: 44.98em)").matches) return;
      event.preventDefault();
      const dialog = document.createElement("dialog");
      const picture = document.createElement("img");
      const words = document.createElement("p");
      const close = document.createElement("button");
      dialog.className = "kb-large";
      picture.src = link.href;
      picture.alt = words.textContent = dialog.ariaLabel = link.querySelector("img").alt;
      close.type = "button";
      close.textContent = document.documentElement.lang.startsWith("zh") ? "关闭" : "Close";
      dialog.append(close, picture, words);
      dialog.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => {
        dialog.remove();
        link.focus();
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }

  for (const link of all("[data-kb-address]")) link.textContent = link.href;

  for (const button of all("[data-kb-print]")) {
    button.addEventListener("click", () => window.print());
    button.closest("[hidden]")?.removeAttribute("hidden");
  }

  for (const button of all("[data-kb-copy]")) {
    const label = button.textContent;
    button.addEventListener("click", async () => {
      const box = button.closest(".kb-do");
      const lines = all("li", box).map((item) => `- ${item.innerText.trim()}`);
      const text = [document.querySelector("h1").innerText, ...(lines.length ? lines : [box.innerText])].join("\n");
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = button.dataset.done;
        setTimeout(() => (button.textContent = label), 2000);
      } catch {
        const range = document.createRange();
        range.selectNodeContents(box.querySelector(".kb-body"));
        getSelection().removeAllRanges();
        getSelection().addRange(range);
      }
    });
  }

  const table = document.querySelector("[data-kb-register]");
  const form = document.querySelector("[data-kb-filters]");
  if (!table || !form) return;
  const known = (row) => ({ row, text: row.textContent.normalize("NFKC").toLowerCase() });
  const rows = all("tbody tr", table).map(known);
  const turning = document.querySelector("[data-kb-pages]");
  const count = form.querySelector("[role=status]");
  const clear = form.querySelector("[type=reset]");
  const fields = all("select[name]", form);
  const order = form.querySelector("[data-kb-order]");

  /* The rows of the register's other pages, fetched once, when somebody filters or sorts. */
  const rowsOf = async ({ href }) => {
    const answer = await fetch(href);
    if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = all("[data-kb-register] tbody tr", page);
    for (const link of found.flatMap((row) => all("a", row))) link.href = new URL(link.getAttribute("href"), href).href;
    return found.map((row) => document.adoptNode(row));
  };
  let whole;
  const everything = () =>
    (whole ??= Promise.all(all("a:not([aria-current])", turning ?? form).map(rowsOf)).then((pages) => {
      const added = pages.flat();
      rows.push(...added.map(known));
      table.tBodies[0].append(...added);
      if (turning) turning.hidden = true;
    }));
  const asks = () => [form.elements.words, ...fields].some(({ value }) => value);

  /* Rows that match every filter; the address keeps the filters, so that a view can be shared. */
  const filter = async () => {
    clear.hidden = !asks();
    if (asks()) await everything();
    const words = form.elements.words.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
    const address = new URL(location.href);
    let shown = 0;
    for (const { row, text } of rows) {
      const fits =
        words.every((word) => text.includes(word)) &&
        fields.every(({ name, value }) => !value || (row.dataset[name] ?? "").split(" ").includes(value));
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = shown
      ? count.dataset.one.replace("{n}", shown).replace("{all}", count.dataset.all)
      : count.dataset.none;
    for (const { name, value } of [form.elements.words, ...fields]) {
      if (value) address.searchParams.set(name, value);
      else address.searchParams.delete(name);
    }
    history.replaceState(null, "", address);
  };

  const sortBy = async (header, index, down) => {
    await everything();
    const key = ({ row }) => row.cells[index].dataset.sort ?? row.cells[index].textContent.trim();
    const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
    rows.sort((a, b) => compare(key(a), key(b)) * (down ? -1 : 1));
    for (const other of all("th", table)) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    table.tBodies[0].append(...rows.map(({ row }) => row));
  };

  for (const header of all("th[data-kb-sort]", table)) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.title = header.dataset.kbSort;
    header.replaceChildren(button);
    button.addEventListener("click", () =>
      sortBy(header, header.cellIndex, header.getAttribute("aria-sort") === "ascending"),
    );
  }

  order.addEventListener("change", () => {
    const [index, way] = order.value.split(" ");
    sortBy(table.rows[0].cells[index], Number(index), way === "down");
  });

  const asked = new URLSearchParams(location.search);
  for (const field of [form.elements.words, ...fields]) {
    if (asked.has(field.name)) field.value = asked.get(field.name);
    field.addEventListener("input", filter);
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter)); // after the fields are empty
  form.hidden = false;
  filter();
})();
