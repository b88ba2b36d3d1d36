/* The reader's language. An entry has one page, in its own language; who came from the other half of the site keeps
   the words around it - navigation, labels, states, topics, dates - and links that lead back there. What people wrote
   stays as they wrote it. Without this file the page speaks the entry's language all through. */
(() => {
  "use strict";

  const root = new URL("../../", document.currentScript.src);
  const button = document.querySelector(".kb-lang");
  const own = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
  const alone = button?.hasAttribute("data-kb-alone"); // an entry without a translation
  if (!alone) {
    __md_set("kb.lang", own);
    return;
  }
  const LANG = { en: "en", zh: "zh-Hans" };
  const BETWEEN = { en: ", ", zh: "、" };
  const WRITTEN = ".kb-body, .kb-alt, .kb-only, .kb-lead, .kb-found, h1, .kb-row__title, .kb-row__summary, .kb-tiles, .kb-svg, blockquote, " +
    '.kb-toc a:not([href^="#kb."]), script, style';
  const GENERATED = /^(zh\/)?(($|(practices|cases|salons|people|projects|topics|phases|frameworks|series|search|contribute|follow)\/|feed\.)|lessons\/([?#]|$))/;

  const turnLinks = (from, to) => {
    const turned = (address) => {
      const url = new URL(address, location.href);
      if (!url.href.startsWith(root.href)) return null;
      const path = url.href.slice(root.href.length);
      if (!GENERATED.test(path)) return null;
      return new URL(to === "zh" ? `zh/${path}` : path.replace(/^zh\//, ""), root).href;
    };
    for (const link of document.querySelectorAll("a[href]:not(.kb-lang)")) {
      const there = turned(link.href);
      if (there) link.href = there;
    }
    for (const form of document.querySelectorAll("form[data-kb-search]")) {
      form.action = turned(form.action);
      form.dataset.lang = to;
    }
  };

  /* What says one text in the other language: the words themselves, or a number in its place. */
  const dictionary = (pairs, from) => {
    const at = from === "en" ? 0 : 1;
    const exact = new Map();
    const counted = [];
    for (const pair of pairs) {
      const [said, other] = [pair[at], pair[1 - at]];
      if (!said) continue; // a piece that only the other language has
      if (!said.includes("{n}")) exact.set(said, exact.get(said) ?? other);
      else counted.push([new RegExp(`^${said.split("{n}").map((one) => one.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("([\\d,]+)")}$`), other]);
    }
    const one = (text) => {
      if (exact.has(text)) return exact.get(text);
      for (const [form, other] of counted) {
        const found = form.exec(text);
        if (found) return other.replace("{n}", found[1]);
      }
      return null;
    };
    const listed = (text) => {
      const parts = text.split(BETWEEN[from]).map(one);
      return parts.length > 1 && !parts.includes(null) ? parts.join(BETWEEN[from === "en" ? "zh" : "en"]) : null;
    };
    return (text) => {
      const core = text.trim();
      if (!core) return null;
      const whole = exact.get(core);
      if (whole !== undefined) return whole;
      const parts = core.split(/(\s*·\s*)/); // every other one stands between two
      const said = parts.map((part, place) => (place % 2 ? part : one(part) ?? listed(part) ?? part));
      return parts.some((part, place) => part !== said[place]) ? said.join("") : null;
    };
  };

  const turnWords = (say, to) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
      node.nodeType === 1 && (node.matches(WRITTEN) || (node.lang && node !== button)) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const texts = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === 3) texts.push(node);
      else {
        for (const name of ["aria-label", "title", "placeholder", "data-done"]) {
          const said = node.hasAttribute(name) && say(node.getAttribute(name), node);
          if (said) node.setAttribute(name, said);
        }
      }
    }
    const day = new Intl.DateTimeFormat(to === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long", timeZone: "UTC" });
    for (const text of texts) {
      const parent = text.parentElement;
      const date = parent.localName === "time" && parent.dateTime;
      const said = date ? day.format(new Date(date)) : say(text.data, parent);
      if (said === null) continue;
      const [before, after] = [/^\s*/.exec(text.data)[0], /\s*$/.exec(text.data)[0]];
      const words = document.createElement("span");
      words.lang = LANG[to];
      words.textContent = said;
      text.replaceWith(before, words, after);
    }
  };

  let shown = own;
  const speak = async (to) => {
    __md_set("kb.lang", to);
    if (to === own) return location.reload();
    shown = to;
    document.querySelector(".kb-only")?.removeAttribute("hidden");
    /* A list of contents in one language: that of the text, whose headings it names. */
    const ours = [...document.querySelectorAll('.kb-toc a[href^="#kb."]')];
    const theirs = document.querySelectorAll('.kb-toc a:not([href^="#kb."])');
    if (theirs.length) for (const link of ours) link.parentElement.remove();
    turnLinks(own, to);
    button.lang = LANG[own];
    button.hreflang = own;
    const answer = await fetch(new URL("assets/words.json", root));
    if (!answer.ok) return;
    const { nav, words } = await answer.json();
    const [many, one] = [dictionary([...nav, ...words], own), dictionary([...words, ...nav], own)];
    turnWords((text, place) => (place.closest("nav, h2, h3") ? many : one)(text), to);
  };
  button.addEventListener("click", (event) => {
    event.preventDefault();
    speak(shown === "en" ? "zh" : "en");
  });
  const wanted = __md_get("kb.lang");
  if (wanted && wanted !== own) speak(wanted);
})();
