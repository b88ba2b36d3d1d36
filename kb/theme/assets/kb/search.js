/* Every search box of the site: results while you type, the keyboard if you like, addresses that can be shared.
   Without this file a box sends its reader to the search page. What is found is written as text, never as markup. */
(() => {
  "use strict";

  const { src: here, dataset: own } = document.currentScript;
  const WAIT = 120; // milliseconds after the last key
  const STEP = 10; // hits on the page of search
  const FEW = 5; // values of a facet that are shown at first
  const FACETS = ["kind", "tag", "status", "phase", "project", "year", "lang"];
  const inThousands = (n) => String(n).replace(/\B(?=(?:\d{3})+$)/g, ","); // Intl would cost more than the search
  const WORDS = {
    en: {
      found: (n) => (n === 1 ? "1 result" : `${inThousands(n)} results`),
      atLeast: (n) => `${n}+ results`,
      none: "Nothing found.",
      near: "Did you mean",
      instead: (word, better) => `Searched for “${better}” instead of “${word}”`,
      exactly: (word) => `Search “${word}” as written`,
      completed: (word) => `for “${word}”`,
      more: "Show more",
      all: "All results",
      long: "Only the first 512 characters were searched.",
      unbalanced: "A quotation mark is not closed, so all was searched as plain words.",
      unreadable: "A bracket or OR does not fit, so all was searched as plain words.",
      failed: "The search index could not be loaded.",
      through: "as",
      also: (lang) => `also in ${lang}`,
      clear: "Clear filters",
      rest: (n) => `${n} more`,
      facet: { kind: "Kind", tag: "Topic", status: "State", phase: "Phase", project: "Project", year: "Year", lang: "Language" },
    },
    zh: {
      found: (n) => `${inThousands(n)} 条结果`,
      atLeast: (n) => `至少 ${n} 条结果`,
      none: "没有找到。",
      near: "你是不是要找",
      instead: (word, better) => `已按“${better}”搜索（“${word}”在库中没有出现）`,
      exactly: (word) => `按原样搜索“${word}”`,
      completed: (word) => `“${word}”的结果`,
      more: "显示更多",
      all: "全部结果",
      long: "只搜索前 512 个字符。",
      unbalanced: "引号没有成对，已按普通词语搜索。",
      unreadable: "括号或 OR 用得不对，已按普通词语搜索。",
      failed: "搜索索引加载失败。",
      through: "即",
      also: (lang) => `另有${lang}版`,
      clear: "清除筛选",
      rest: (n) => `还有 ${n} 项`,
      facet: { kind: "类型", tag: "主题", status: "状态", phase: "阶段", project: "项目", year: "年份", lang: "语言" },
    },
  };

  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children);
    return element;
  };

  const marked = (parts) => parts.map(([text, mark]) => (mark ? make("mark", {}, text) : document.createTextNode(text)));

  const painted = () => new Promise((done) => (document.hidden ? done() : requestAnimationFrame(() => setTimeout(done))));

  /* One engine for all boxes of a page, loaded when somebody turns to one of them; its first file comes meanwhile. */
  let engine;
  const engineFor = (root) => {
    const base = new URL("search/data/", new URL(root, location.href));
    const first = engine ? undefined : fetch(new URL("core.json", base));
    return (engine ??= import(new URL("search/engine.js", here)).then(({ Engine }) => new Engine(base, first)));
  };

  /* The query and the filters of the address. */
  const asked = () => {
    const given = new URLSearchParams(location.search);
    const filters = FACETS.map((name) => [name, given.getAll(name)]).filter(([, values]) => values.length);
    return { typed: (given.get("q") ?? "").replace(/[\r\n]/g, ""), filters: Object.fromEntries(filters) };
  };

  const isAsking = ({ typed, filters }) => Boolean(typed.trim() || Object.keys(filters).length);

  /* The page of search does not wait until it is drawn: what its address asks is asked when this file is here. */
  const atOnce = () => {
    const { typed, filters } = asked();
    if (own.root === undefined || !isAsking({ typed, filters })) return undefined;
    const found = engineFor(own.root).then((one) => one.search(typed, filters, { limit: STEP, lang: own.lang }));
    found.catch(() => {}); // told when it is drawn
    return found;
  };
  let early = atOnce();

  class Box {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input[type=search]");
      this.lang = form.dataset.lang === "zh" ? "zh" : "en";
      this.words = WORDS[this.lang];
      this.root = new URL(form.dataset.root, location.href);
      this.results = form.querySelector("[data-kb-results]") ?? form.parentElement.querySelector("[data-kb-results]");
      this.facets = form.closest("main, body").querySelector("article [data-kb-facets]");
      this.whole = Boolean(this.facets);
      this.step = this.whole ? STEP : 7;
      this.limit = this.step;
      this.filters = {};
      this.unfolded = new Set();
      this.run = 0;
      this.status = make("p", { class: "kb-hits__status", role: "status", "aria-live": "polite" });
      this.list = make("ol", { class: "kb-rows kb-hits" });
      this.foot = make("div", { class: "kb-hits__foot" });
      this.results.append(this.status, this.list, this.foot);
      this.results.classList.add("kb-found");
      this.show(false);
      this.listen();
      if (this.whole) this.restore();
    }

    listen() {
      const { form, input, results } = this;
      input.setAttribute("autocomplete", "off");
      input.addEventListener("focus", () => engineFor(form.dataset.root).then((one) => one.ready()).catch(() => {}), { once: true });
      input.addEventListener("input", (event) => {
        if (event.isComposing) return;
        this.limit = this.step;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.search(true), WAIT);
      });
      input.addEventListener("compositionend", () => this.search(true));
      form.addEventListener("submit", (event) => {
        if (!this.whole) return;
        event.preventDefault();
        clearTimeout(this.timer);
        this.search(false);
      });
      for (const element of [form, results]) element.addEventListener("keydown", (event) => this.key(event));
      if (this.whole) addEventListener("popstate", () => this.restore());
      else {
        document.addEventListener("click", ({ target }) => {
          if (!form.contains(target) && !results.contains(target)) this.show(false);
        });
      }
    }

    /* Arrow keys walk through the hits, Escape goes back to the box and then closes. */
    key(event) {
      const { links } = this;
      const at = links.indexOf(document.activeElement);
      if (event.key === "ArrowDown" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
      else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
      else if (event.key === "Escape") {
        if (at >= 0) this.input.focus();
        else if (this.whole || !this.isOpen) this.input.value = "";
        if (at < 0) this.show(false);
      } else return;
      event.preventDefault();
    }

    get links() {
      return [...this.list.querySelectorAll("a")];
    }

    get isOpen() {
      return !this.results.hidden;
    }

    show(open) {
      this.results.hidden = !open && !this.whole;
      this.form.classList.toggle("is-open", open); // a plain search box has no `aria-expanded`; the status line speaks
    }

    /* Begins with what the address asks. */
    restore() {
      const { typed, filters } = asked();
      this.input.value = typed;
      this.filters = filters;
      if (isAsking({ typed, filters })) this.search(false, true);
      else this.clear();
    }

    remember() {
      const address = new URL(location.href);
      address.search = "";
      if (this.input.value.trim()) address.searchParams.set("q", this.input.value.trim());
      for (const [name, values] of Object.entries(this.filters)) {
        for (const value of values) address.searchParams.append(name, value);
      }
      if (address.href !== location.href) history.replaceState(null, "", address);
    }

    clear() {
      this.run += 1;
      for (const element of [this.status, this.list, this.foot]) element.replaceChildren();
      if (this.whole) document.documentElement.classList.remove("kb-asks");
      this.facets?.replaceChildren();
      this.show(false);
    }

    async search(typing, restored = false) {
      const run = (this.run += 1);
      const typed = this.input.value;
      if (this.whole && !restored) this.remember();
      if (!isAsking({ typed, filters: this.filters })) return this.clear();
      if (this.whole) document.documentElement.classList.add("kb-asks");
      try {
        const one = await engineFor(this.form.dataset.root);
        const found = restored && early;
        early = undefined;
        const results = await (found || one.search(typed, this.filters, { limit: this.limit, typing, lang: this.lang }));
        if (run !== this.run) return;
        this.draw(results, one.table);
        await painted(); // before more is asked for
        if (this.whole) await this.drawFacets(results, one, run);
        if (results.fuller) await this.drawFuller(results, one, run);
      } catch (error) {
        console.error(error);
        if (run === this.run) {
          this.clear();
          this.status.textContent = this.words.failed;
          this.show(true);
        }
      }
    }

    draw(results, table) {
      const { words } = this;
      const count = results.total ? (results.atLeast ? words.atLeast : words.found)(results.total) : words.none;
      const said = [count, results.completed && words.completed(results.completed), ...results.query.note.map((note) => words[note])];
      this.status.textContent = said.filter(Boolean).join(" · ");
      for (const [word, better] of results.query.instead) this.status.append(...this.exactly(results.query.text, word, better));
      if (results.suggestion) this.status.append(" ", this.offered(`${words.near} ${results.suggestion}?`, results.suggestion));
      this.drawHits(results.hits, table);
      this.foot.replaceChildren(...this.further(results));
      this.show(true);
    }

    drawHits(hits, table) {
      const at = this.links.indexOf(document.activeElement);
      this.list.replaceChildren(...hits.map((hit) => this.row(hit, table)));
      if (at >= 0) (this.links[at] ?? this.input).focus(); // results that came late must not take the focus away
    }

    /* The sentences that answer, once long texts are here whole. */
    async drawFuller({ fuller }, one, run) {
      const hits = await fuller();
      if (run === this.run) this.drawHits(hits, one.table);
    }

    /* They come after the results, because they need a file of their own. */
    async drawFacets({ found }, one, run) {
      const fields = await one.fields();
      if (run === this.run) this.facets.replaceChildren(...this.facetGroups(fields.facets(found), fields));
    }

    /* What was searched instead of a word, and that the word itself can be searched: in quotes. */
    exactly(text, word, better) {
      const quoted = text.normalize("NFKC").replace(/[a-z0-9]+/gi, (one) => (one.toLowerCase() === word ? `"${one}"` : one));
      return [" · ", this.words.instead(word, better), " · ", this.offered(this.words.exactly(word), quoted)];
    }

    /* Another query, a click away. */
    offered(said, text) {
      const take = () => {
        this.input.value = text;
        this.search(false);
        this.input.focus();
      };
      return make("button", { type: "button", class: "kb-hits__near", onclick: take }, said);
    }

    further({ total, hits, query }) {
      if (total <= hits.length) return [];
      if (!this.whole) {
        const address = new URL(this.form.action);
        address.searchParams.set("q", query.text);
        return [make("a", { class: "kb-hits__all", href: address.href }, this.words.all)];
      }
      const more = () => {
        this.limit += this.step;
        this.search(false);
      };
      return [make("button", { type: "button", class: "kb-button", onclick: more }, this.words.more)];
    }

    row(hit, table) {
      const label = (name, value) => table.label(name, value, this.lang);
      const sign = !hit.status || hit.status === "published" ? "none" : hit.status;
      const state = sign === "none" ? "" : label("status", hit.status);
      const meta = [state, label("kind", hit.kind), hit.kind === "person" ? "" : this.tongue(hit.lang), this.also(hit), this.day(hit.date), ...hit.tags.slice(0, 2).map((tag) => label("tag", tag))];
      const summary = make("span", { class: "kb-row__summary", lang: hit.lang }, ...marked(hit.text));
      const parts = [
        make("span", { class: `kb-moon kb-moon--${sign}` }),
        make("span", { class: "kb-row__title", lang: hit.titleLang }, ...marked(hit.title)),
      ];
      if (hit.text.length) parts.push(summary);
      if (hit.why.length) parts.push(make("span", { class: "kb-row__why" }, this.because(hit.why, label)));
      parts.push(make("span", { class: "kb-row__meta" }, meta.filter(Boolean).join("\u00a0· ")));
      return make("li", { class: "kb-row" }, make("a", { href: new URL(hit.url, this.root).href }, ...parts));
    }

    /* The language of an entry that is not in the page's own: its title may be. */
    tongue(lang) {
      return lang.startsWith(this.lang) ? "" : (new Intl.DisplayNames([this.lang], { type: "language" }).of(lang) ?? lang);
    }

    /* Which other languages it can be read in. */
    also({ also }) {
      const names = new Intl.DisplayNames([this.lang], { type: "language" });
      return also.map((one) => this.words.also(names.of(one) ?? one)).join(" · ");
    }

    /* A date in the reader's form, as the pages have it. */
    day(date) {
      if (!date) return "";
      this.days ??= new Intl.DateTimeFormat(this.lang === "zh" ? "zh-CN" : "en-GB", { dateStyle: "long", timeZone: "UTC" });
      return this.days.format(new Date(date));
    }

    because(why, label) {
      return why
        .map(([topic, word]) => (word ? `${this.words.through} ${word} (${label("tag", topic)})` : `${this.words.through} ${label("tag", topic)}`))
        .join(" · ");
    }

    facetGroups(facets, fields) {
      const groups = FACETS.map((name) => {
        const active = this.filters[name] ?? [];
        const counted = facets[name].slice(0, 12);
        const missing = active.filter((value) => !counted.some(([one]) => one === value)).map((value) => [value, 0]);
        const values = [...counted, ...missing];
        if (values.length < 2 && !active.length) return null;
        const items = values.map(([value, count]) => this.facet(name, value, count, fields, active.includes(value)));
        return make("fieldset", { class: "kb-facet" }, make("legend", {}, this.words.facet[name]), ...items, ...this.folded(name, items));
      });
      const clear = () => {
        this.filters = {};
        this.search(false);
      };
      const any = Object.keys(this.filters).length > 0;
      const button = make("button", { type: "button", class: "kb-facet__clear", onclick: clear }, this.words.clear);
      return [...groups.filter(Boolean), ...(any ? [button] : [])];
    }

    /* Of many values the first few and those that are chosen, until somebody wants all. */
    folded(name, items) {
      if (items.length <= FEW + 1 || this.unfolded.has(name)) return [];
      const rest = items.slice(FEW).filter((item) => !item.firstChild.checked);
      for (const item of rest) item.hidden = true;
      const unfold = () => {
        this.unfolded.add(name);
        for (const item of rest) item.hidden = false;
        button.remove();
        rest[0].firstChild.focus();
      };
      const button = make("button", { type: "button", class: "kb-facet__more", onclick: unfold }, this.words.rest(rest.length));
      return rest.length ? [button] : [];
    }

    facet(name, value, count, fields, active) {
      const toggle = () => {
        const others = (this.filters[name] ?? []).filter((one) => one !== value);
        const chosen = active ? others : [...others, value];
        if (chosen.length) this.filters[name] = chosen;
        else delete this.filters[name];
        this.limit = this.step;
        this.search(false);
      };
      const label = fields.label(name, value, this.lang);
      const box = make("input", { type: "checkbox", checked: active, onchange: toggle });
      return make("label", { class: "kb-facet__value" }, box, make("span", {}, label), make("span", { class: "kb-count" }, String(count)));
    }
  }

  let boxes = [];
  const begin = () => {
    boxes = [...document.querySelectorAll("form[data-kb-search]")].map((form) => new Box(form));
  };
  if (document.readyState === "loading") document.addEventListener("readystatechange", begin, { once: true });
  else begin();

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable]")) return;
    const box = boxes.find(({ input }) => input.offsetParent !== null) ?? boxes[0];
    if (!box) return;
    event.preventDefault();
    box.input.focus();
    box.input.select();
  });
})();
