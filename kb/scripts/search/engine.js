/* The site's search index: asks for the files that a query needs, and answers it. No word of a face is here. */

import { Analyzer, Phrases, isHan } from "./analysis.js";
import { Fields } from "./fields.js";
import { nearness } from "./nearness.js";
import { postings, shardOf } from "./packed.js";
import { begun } from "./prefixes.js";
import { Reader } from "./query.js";
import { browsed, eachOnce, matches, ordered, rarity } from "./ranking.js";
import { occurrences, parts, shown } from "./snippets.js";
import { Speller } from "./spelling.js";
import { Table } from "./table.js";

const MOST_READ = 60; // documents in which phrases are looked for
const FEW_WORDS = 2; // in a longer query that finds most of what was asked, a word that nobody has is no mistake
const WIDTH = 180;

const holdsHan = (text) => [...text].some(isHan);

export class Engine {
  /* `base` is the address of the folder that holds the index; `core` may be its first file, asked for already. */
  constructor(base, core) {
    this.base = base;
    this.files = new Map();
    if (core) this.keep("core", core);
    this.postings = new Map();
  }

  file(name) {
    if (!this.files.has(name)) this.keep(name, fetch(new URL(`${name}.json`, this.base)));
    return this.files.get(name);
  }

  /* The value of a file that was asked for; a failure is forgotten, so that the next query asks again. */
  keep(name, asked) {
    const value = asked.then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    });
    this.files.set(name, value);
    value.catch(() => this.files.delete(name));
  }

  ready() {
    this.opened ??= this.open().catch((error) => {
      this.opened = undefined;
      throw error;
    });
    return this.opened;
  }

  async open() {
    this.table = new Table(await this.file("core"));
    const { rules, concepts } = this.table;
    const names = Object.fromEntries(Object.entries(concepts).map(([topic, [, ...sequences]]) => [topic, sequences]));
    this.analyzer = new Analyzer(rules.stop.split(" "));
    this.reader = new Reader(this.analyzer, rules, names);
    const called = Object.values(names).flat().map((name) => name.replaceAll(" ", "")).filter(isHan);
    this.speller = new Speller(this.analyzer, (start) => this.words(start), (token) => this.knows(token), called);
  }

  /* What filters and facets ask. */
  async fields() {
    this.fielded ??= this.file("facets").then((data) => new Fields(data, this.table));
    this.fielded.catch(() => (this.fielded = undefined));
    return this.fielded;
  }

  /* Makes traditional characters known as simplified ones. */
  async readHan() {
    this.analyzer.simplify(...(await this.file("han")));
  }

  /* What was typed, read. No document holds a traditional character: only if nobody holds one of those that are asked,
     or where that cannot be told so, the table of characters is needed. */
  async read(typed, filters) {
    const query = this.reader.read(typed, filters);
    if (this.analyzer.simple.size || !holdsHan(typed + Object.values(filters).flat().join(""))) return query;
    const asked = query.alternatives.flatMap(({ terms, expansions }) => [...terms, ...expansions]);
    const tokens = asked.map(({ token }) => token).filter((one) => !one.endsWith("*"));
    await this.fetchPostings(tokens);
    const known = tokens.every((one) => !isHan(one) || [...one].length > 1 || this.postings.get(one).length);
    const others = query.alternatives.flatMap((one) => [one.filters, one.without, one.excluded, one.forbidden]);
    if (known && !holdsHan(JSON.stringify(others))) return query;
    await this.readHan();
    return this.reader.read(typed, filters);
  }

  /* [[stem, its forms, documents], …] of the words that begin with two letters. */
  async words(start) {
    const lines = await this.file(`w/${shardOf(start, this.table.lists)}`);
    return lines.filter(([token]) => token.startsWith(start)).map(([token, forms, held]) => [token, forms || token, held]);
  }

  async knows(token) {
    await this.fetchPostings([token]);
    return this.postings.get(token).length > 0;
  }

  /* Puts the postings of tokens where `matches` finds them, as [[document, frequency], …]. */
  async fetchPostings(tokens) {
    const missing = tokens.filter((token) => !this.postings.has(token));
    await Promise.all(
      missing.map(async (token) => {
        const shard = await this.file(`t/${shardOf(token, this.table.shards)}`);
        this.postings.set(token, postings(Object.hasOwn(shard, token) ? shard[token] : "", this.table.rules.unit));
      }),
    );
  }

  /* Runs what was typed. `typing`: the last word may be unfinished. `fuller` gives the hits once more where their
     texts or marks are not yet whole, because first results do not wait for everything. */
  async search(typed, filters = {}, { limit = 10, typing = false, lang = "" } = {}) {
    await this.ready();
    let query = await this.read(typed, filters);
    let asked = typed;
    let completed = "";
    if (typing && /[a-z]$/i.test(typed)) {
      const last = query.words.at(-1) ?? "";
      completed = await this.speller.completion(last);
      if (completed) asked = typed.slice(0, -last.length) + completed;
      if (completed) query = this.reader.read(asked, filters);
    }
    query = await this.asMeant(query, asked, filters);
    const [found, atLeast, allowed] = await this.found(query, lang, limit);
    const asksHan = query.marks.some(([sequence]) => sequence.some(isHan));
    query.marks = new Phrases(query.marks);
    const first = await Promise.all(found.slice(0, limit).map((match) => this.shownAs(match, lang, allowed)));
    const doubtful = !completed && (!found.length || found[0].ofAll < this.table.rules.full || query.words.length <= FEW_WORDS);
    const [suggestion, ...hits] = await Promise.all([
      doubtful ? this.speller.suggestion(query) : "",
      ...first.map((match) => this.hit(query, match, lang)),
    ]);
    const folds = asksHan && !this.analyzer.simple.size && hits.some(({ traditional }) => traditional);
    const fuller = async () => {
      if (folds) await this.readHan();
      return Promise.all(first.map((match) => this.hit(query, match, lang, true)));
    };
    const later = folds || hits.some(({ more }) => more);
    return { query, total: found.length, atLeast, hits, found, suggestion, completed, fuller: later && fuller };
  }

  /* The query with the known words of which some that nobody has are slips of the keys. */
  async asMeant(query, typed, filters) {
    const tokens = query.alternatives.flatMap(({ terms, expansions, excluded }) => [...[...terms, ...expansions].map(({ token }) => token), ...excluded.flat()]);
    await this.fetchPostings(tokens.filter((token) => !token.endsWith("*"))); // all at once, for what follows, too
    const instead = await this.speller.slips(query);
    return instead.size ? this.reader.read(typed, filters, instead) : query;
  }

  /* What matches any of the alternatives, best first, whether there may be more, and what may be shown beside it. */
  async found(query, lang, limit) {
    const parts = await Promise.all(query.alternatives.map((one) => this.matching(one, query.marks)));
    const found = eachOnce(parts.length > 1 ? this.best(parts.flatMap(([matches]) => matches)) : parts[0][0], this.table);
    const first = found.splice(0, this.table.rules.near.first);
    const allowed = async (document) => (await Promise.all(parts.map(([, , allows]) => allows(document)))).some(Boolean);
    const begin = async (match) => this.file(`d/${(await this.shownAs(match, lang, allowed)).document}`);
    for (const match of first.slice(0, limit)) begin(match).catch(() => {}); // it comes meanwhile; whoever shows it will say what fails
    return [[...(await this.nearer(query, first)), ...found], parts.some(([, atLeast]) => atLeast), allowed];
  }

  /* What matches several alternatives counts as the best of them. */
  best(matches) {
    const all = ordered(matches, this.table);
    const first = new Map([...all].reverse().map((match) => [match.document, match]));
    return all.filter((match) => first.get(match.document) === match);
  }

  /* A match as a reader of `lang` sees it: by the translation that is theirs, unless what was asked refuses that one or
     it was taken back. */
  async shownAs(match, lang, allowed) {
    const { table } = this;
    const speaks = (own) => own?.toLowerCase() === lang || own?.toLowerCase().startsWith(`${lang}-`);
    if (!lang || speaks(table.lang(match.document))) return match;
    for (const [other, own] of table.others(match.document)) {
      const worse = table.isAside(other) && !table.isAside(match.document);
      if (speaks(own) && !worse && (await allowed(other))) return { ...match, document: other };
    }
    return match;
  }

  /* The first matches, those better in which words that stand together in the query are near each other. */
  async nearer(query, first) {
    const { table } = this;
    const says = (token) => {
      const holding = this.postings.get(token)?.length ?? 0;
      return holding ? rarity(table.count, holding) : 0;
    };
    const all = query.alternatives.flatMap(({ neighbours }) => neighbours);
    const unique = [...new Map(all.map((pair) => [pair.slice(0, 2).join("|"), pair])).values()];
    const pairs = unique.map((pair) => [...pair, Math.min(...pair[2].map(says))]).filter(([, , , rare]) => rare > 0);
    if (!pairs.length) return first;
    const better = first.map(async (match) => {
      const more = nearness(pairs, await this.sequences(match.document, table.rules.near.within), table.rules);
      return { ...match, score: match.score + more * table.worth(match.document) };
    });
    return ordered(await Promise.all(better), table);
  }

  /* All of a document's text: a long one has its end in a file of its own. */
  async text(document) {
    const { x = "", m } = await this.file(`d/${document}`);
    return m ? `${x}\n${await this.file(`d/${document}-more`)}` : x;
  }

  /* The fields of a document as sequences of units, for phrases; so much of its text that `enough` characters of a
     sequence are there. */
  async sequences(document, enough = Infinity) {
    const { f = [], x = "", m, h } = await this.file(`d/${document}`);
    if (h) await this.readHan();
    const sequence = (text) => ` ${this.analyzer.units(text).join(" ")} `;
    const begun = sequence(x);
    const whole = m && begun.length <= enough ? sequence(await this.text(document)) : begun;
    return [...f.map(sequence), whole];
  }

  async matching(query, marks) {
    const accepts = await this.accepting(query);
    if (!query.terms.length) {
      const narrow = Object.keys(query.filters).length || query.without.length;
      const nothing = query.words.length || query.phrases.length || (query.text && !narrow);
      return [nothing ? [] : browsed(this.table, accepts), false, accepts];
    }
    const tokens = [...query.terms, ...query.expansions].map(({ token }) => token);
    await this.fetchPostings(tokens.filter((token) => !token.endsWith("*")).concat(query.excluded.flat()));
    for (const token of tokens.filter((one) => one.endsWith("*"))) {
      const words = await this.fetchBegun(token);
      marks.push(...words.map((word) => [[word], token]));
    }
    const get = (token) => this.postings.get(token);
    const excluded = query.excluded.map((group) => group.map((token) => new Set(get(token).map(([document]) => document))));
    const allowed = (document) => accepts(document) && !excluded.some((group) => group.every((held) => held.has(document)));
    const found = ordered(matches(query, get, this.table, allowed), this.table);
    if (!query.phrases.length && !query.forbidden.length) return [found, false, allowed];
    return [...(await this.saying(query, found)), async (document) => allowed(document) && this.says(query, document)];
  }

  /* Whether a document passes the filters of a query. */
  async accepting({ filters, without }) {
    if (!Object.keys(filters).length && !without.length) return () => true;
    const fields = await this.fields();
    const takes = [filters, ...without].map((one) => fields.accepting(one, (text) => this.analyzer.fold(text)));
    return (document) => takes.every((passes, at) => passes(document) === !at);
  }

  /* Makes `begin*` known as whatever holds a word that begins so; gives those words. */
  async fetchBegun(token) {
    const prefix = token.slice(0, -1);
    const words = begun(prefix, await this.words(prefix.slice(0, 2)), (word) => this.analyzer.unit(word));
    await this.fetchPostings(words);
    const total = new Map();
    for (const word of words) {
      for (const [document, frequency] of this.postings.get(word)) total.set(document, (total.get(document) ?? 0) + frequency);
    }
    this.postings.set(token, [...total].sort(([a], [b]) => a - b));
    return words;
  }

  /* Those that hold every phrase, of the first ones; and whether there may be more. */
  async saying(query, found) {
    const read = found.slice(0, MOST_READ);
    const says = await Promise.all(read.map(({ document }) => this.says(query, document)));
    return [read.filter((_, at) => says[at]), found.length > MOST_READ];
  }

  async says(query, document) {
    const sequences = await this.sequences(document);
    const has = (phrase) => sequences.some((sequence) => sequence.includes(` ${phrase.join(" ")} `));
    return query.phrases.every(has) && !query.forbidden.some(has);
  }

  /* What is shown of a match: its title in `lang`, where the entry has one. The end of a long text is
     looked at if it is here, or `whole` wants it. */
  async hit(query, { document, score }, lang, whole = false) {
    const { table, analyzer } = this;
    const begun = await this.file(`d/${document}`);
    const more = Boolean(begun.m) && !whole && !this.files.has(`d/${document}-more`);
    const value = more ? begun : { ...begun, x: await this.text(document) };
    const text = shown(value, query.marks, analyzer, WIDTH);
    const other = value.l.startsWith(lang) ? undefined : value.o?.find(([one]) => one.startsWith(lang));
    return {
      score,
      url: value.u,
      title: parts(other?.[1] ?? value.t, query.marks, analyzer),
      titleLang: other?.[0] ?? value.l,
      lang: value.l,
      also: table.others(document).map(([, own]) => own),
      text: parts(text, query.marks, analyzer),
      why: this.why(query, value),
      kind: value.k,
      status: table.documents.status[document],
      date: table.documents.date[document],
      tags: value.g ?? [],
      traditional: Boolean(value.h),
      more,
    };
  }

  /* The topics through which alone a hit matched: [[topic, the name under which the hit has it], …]. */
  why(query, value) {
    if (!query.expansions.length) return [];
    const text = [value.t, ...(value.o ?? []).map(([, title]) => title), value.s, value.x].filter(Boolean).join("\n");
    const written = new Map();
    for (const [begin, end, name] of occurrences(text, query.marks, this.analyzer)) {
      if (!written.has(name)) written.set(name, text.slice(begin, end));
    }
    return query.expansions
      .filter(({ typed, token, topic }) => !typed.some((word) => written.has(word)) && (written.has(token) || value.g?.includes(topic)))
      .map(({ token, topic }) => [topic, written.get(token) ?? ""]);
  }
}
