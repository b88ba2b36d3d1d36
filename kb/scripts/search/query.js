/* What a person typed → a query: kb/query/reading.py once more. It never throws. */

import { Phrases, isHan, pairs } from "./analysis.js";
import { branchesOf } from "./grammar.js";
import { neighbours } from "./nearness.js";
import { respelt } from "./spelling.js";

const QUOTES = /[“”„‟«»「」『』〝〞＂]/g;
const FILTERS = { kind: "kind", tag: "tag", topic: "topic", project: "project", speaker: "speaker", status: "status", lang: "lang", phase: "phase" };
const KINDS = new Set(["lesson", "practice", "case", "salon", "person", "project"]);

/* `2018` as its first or last day, likewise `2018-05`; nothing for what is not a date. */
export const wholeDate = (value, end) => {
  if (!/^\d{4}(?:-\d{2}(?:-\d{2})?)?$/.test(value)) return "";
  return value + (end ? ["-12-31", "-31", ""] : ["-01-01", "-01", ""])[value.split("-").length - 1];
};

const narrowed = (filters, key, value) => {
  if (key === "after" || key === "before") {
    const day = wholeDate(value, key === "before");
    if (day) filters[key] = day;
    return Boolean(day);
  }
  if (!Object.hasOwn(FILTERS, key) || !value || (key === "kind" && !KINDS.has(value))) return false;
  (filters[FILTERS[key]] ??= []).push(value);
  return true;
};

const isPair = (key, value) => narrowed({}, key, value);

export class Reader {
  constructor(analyzer, rules, concepts) {
    this.analyzer = analyzer;
    this.rules = rules;
    this.questions = new RegExp(rules.questions.join("|"), "g");
    this.sequences = new Map(Object.entries(concepts).map(([topic, names]) => [topic, names.map((one) => one.split(" "))]));
    this.phrases = new Phrases(
      [...this.sequences].flatMap(([topic, names]) => names.map((sequence) => [sequence, `#${topic}`])),
    );
    this.names = new Map(Object.entries(concepts).flatMap(([topic, names]) => names.map((one) => [one, topic])));
  }

  /* The id of the topic that is called so, or what was given. */
  named(tag) {
    return this.sequences.has(tag) ? tag : (this.names.get(this.analyzer.units(tag).join(" ")) ?? tag);
  }

  /* The query that `typed` and the filters of the address mean together. Of `instead` the values are searched where the
     keys stand as plain words. */
  read(typed, filters = {}, instead = new Map()) {
    const { rules } = this;
    const text = [...typed].slice(0, rules.longest).join("").replace(/[\p{Cc}\p{Cs}]/gu, " ").split(/\s+/).filter(Boolean).join(" ");
    let source = text.normalize("NFKC").replace(QUOTES, '"');
    const unbalanced = source.split('"').length % 2 === 0;
    if (unbalanced) source = source.replaceAll('"', " ");
    const [branches, readable] = branchesOf(source, isPair);
    const note = [[...typed].length > rules.longest && "long", unbalanced && "unbalanced", !readable && "unreadable"].filter(Boolean);
    const whole = { text, note, instead };
    const found = branches.map((branch) => this.query(whole, branch, filters));
    if (found.length === 1) return { ...found[0], alternatives: found };
    const all = (name) => found.flatMap((query) => query[name]);
    return {
      ...whole,
      expansions: [...new Map(all("expansions").map((one) => [one.token, one])).values()],
      words: [...new Set(all("words"))],
      marks: all("marks"),
      alternatives: found,
    };
  }

  /* What one alternative asks for. */
  query(whole, branch, given) {
    const { analyzer } = this;
    const words = respelt(analyzer.fold(branch.words.join(" ")), whole.instead);
    const said = analyzer.fold([words, ...branch.phrases].join(" "));
    const asked = said.replace(this.questions, " ");
    const searched = analyzer.pieces(asked).length ? asked : said;
    const begun = [...new Set(branch.prefixes.map((prefix) => analyzer.fold(prefix)))];
    const guessed = new Set([...whole.instead.values()].flatMap((better) => analyzer.wordTokens(better)));
    const terms = [...this.terms(searched, guessed), ...begun.map((prefix) => ({ token: `${prefix}*`, weight: 1 }))];
    const expansions = this.expansions(searched, terms);
    const sequences = (texts) => texts.map((text) => analyzer.units(text)).filter((sequence) => sequence.length);
    const phrases = sequences(branch.phrases);
    return {
      ...whole,
      terms,
      expansions,
      neighbours: neighbours(this.wordParts(searched)),
      groups: [...this.groups(searched, terms), ...begun.map((_, at) => [terms.length - begun.length + at])],
      phrases,
      excluded: branch.excluded.map((words) => this.wholeTokens(words.join(" "))).filter((group) => group.length),
      forbidden: sequences(branch.forbidden),
      filters: this.narrowedBy(given, branch.pairs),
      without: branch.without.map((pairs) => this.narrowedBy({}, pairs)),
      words: [...new Set(analyzer.pieces(searched))],
      marks: this.marks(searched, phrases, expansions),
    };
  }

  narrowedBy(given, pairs) {
    const filters = structuredClone(given);
    for (const [key, value] of pairs) narrowed(filters, key, value);
    for (const name of ["tag", "topic"]) {
      if (filters[name]) filters[name] = filters[name].map((one) => this.named(one));
    }
    return filters;
  }

  terms(searched, guessed) {
    const counts = new Map();
    const inner = new Set();
    const add = (token) => counts.set(token, (counts.get(token) ?? 0) + 1);
    const found = this.analyzer.pieces(searched);
    for (const piece of found) {
      const characters = [...piece];
      if (!isHan(piece)) this.analyzer.wordTokens(piece).forEach(add);
      else {
        [...characters, ...pairs(characters)].forEach(add);
        if (characters.length > 1 || found.length > 1) characters.forEach((one) => inner.add(one));
      }
    }
    for (const word of this.analyzer.joined(searched)) this.analyzer.wordTokens(word).forEach(add);
    return Array.from(counts, ([token, count]) => ({
      token,
      weight: Math.sqrt(count) * (inner.has(token) ? this.rules.inner : guessed.has(token) ? this.rules.respelt : 1),
      inner: inner.has(token),
    }));
  }

  /* For each word or Chinese run the positions of the terms that stand for all of it. */
  groups(searched, terms) {
    const place = new Map(terms.map(({ token }, at) => [token, at]));
    const words = [...new Set(this.analyzer.pieces(searched))];
    return words.map((word) => this.wholeTokens(word).map((token) => place.get(token))).filter((group) => group.length);
  }

  /* The units of each word or Chinese run, and the tokens that stand for all of it. */
  wordParts(searched) {
    const words = this.analyzer.pieces(searched).map((word) => [this.analyzer.units(word), this.wholeTokens(word)]);
    return words.filter(([, tokens]) => tokens.length);
  }

  expansions(searched, terms) {
    const place = new Map(terms.map(({ token }, at) => [token, at]));
    const units = this.analyzer.units(searched);
    const named = new Map();
    for (const [begin, end, token] of this.phrases.find(units)) {
      named.set(token, [...(named.get(token) ?? []), ...units.slice(begin, end)]);
    }
    return Array.from(named, ([token, name]) => ({
      token,
      topic: token.slice(1),
      weight: this.rules.expanded,
      covers: new Set([...name, ...pairs(name), name.join("")].filter((part) => place.has(part)).map((part) => place.get(part))),
      typed: this.analyzer.pieces(searched).filter((piece) => this.analyzer.units(piece).some((unit) => name.includes(unit))),
    }));
  }

  wholeTokens(word) {
    return this.analyzer.pieces(this.analyzer.fold(word)).flatMap((piece) => {
      const characters = [...piece];
      if (!isHan(piece)) return this.analyzer.wordTokens(piece).slice(0, 1);
      return characters.length > 1 ? pairs(characters) : characters;
    });
  }

  marks(searched, phrases, expansions) {
    const found = phrases.map((phrase) => [phrase, phrase.join(" ")]);
    for (const piece of this.analyzer.pieces(searched)) {
      const characters = [...piece];
      if (isHan(piece)) {
        found.push([characters, piece], ...characters.slice(1).map((one, at) => [[characters[at], one], piece]));
      } else if (!this.analyzer.stop.has(piece)) found.push([[this.analyzer.unit(piece)], piece]);
    }
    for (const { topic, token } of expansions) {
      found.push(...this.sequences.get(topic).map((sequence) => [sequence, token]));
    }
    return found;
  }
}
