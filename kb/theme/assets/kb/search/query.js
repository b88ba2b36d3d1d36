/* What a person typed → a query: kb/query/reading.py once more. It never throws. */

import { Phrases, isHan, pairs } from "./analysis.js";

const QUOTES = /[“”„‟«»「」『』〝〞＂]/g;
const PART = /"([^"]*)"|([a-z]+):("[^"]*"|[^\s"]+)|([^\s"]+)/g;
const FILTERS = { kind: "kind", tag: "tag", topic: "tag", project: "project", speaker: "speaker", status: "status", lang: "lang", phase: "phase" };
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

const partsOf = (source, filters) => {
  const parts = { words: [], phrases: [], excluded: [], filters };
  for (const match of source.matchAll(PART)) {
    const [whole, phrase, key, value, word] = match;
    if (phrase !== undefined) parts.phrases.push(phrase);
    else if (key && narrowed(filters, key, value.replace(/^"|"$/g, ""))) continue;
    else if (word && /^-+[\p{L}\p{N}_]/u.test(word)) parts.excluded.push(word.replace(/^-+/, ""));
    else parts.words.push(whole);
  }
  return parts;
};

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

  /* The query that `typed` and the filters of the address mean together. */
  read(typed, filters = {}) {
    const { analyzer, rules } = this;
    const text = [...typed].slice(0, rules.longest).join("").replace(/[\p{Cc}\p{Cs}]/gu, " ").split(/\s+/).filter(Boolean).join(" ");
    let source = text.normalize("NFKC").replace(QUOTES, '"');
    const unbalanced = source.split('"').length % 2 === 0;
    if (unbalanced) source = source.replaceAll('"', " ");
    const parts = partsOf(source, structuredClone(filters));
    if (parts.filters.tag) parts.filters.tag = parts.filters.tag.map((tag) => this.named(tag));
    const plain = analyzer.fold([...parts.words, ...parts.phrases].join(" "));
    const asked = plain.replace(this.questions, " ");
    const searched = analyzer.pieces(asked).length ? asked : plain;
    const terms = this.terms(searched);
    const expansions = this.expansions(searched, terms);
    const phrases = parts.phrases.map((phrase) => analyzer.units(phrase)).filter((sequence) => sequence.length);
    return {
      text,
      note: unbalanced ? "unbalanced" : "",
      terms,
      expansions,
      groups: this.groups(searched, terms),
      phrases,
      excluded: parts.excluded.map((word) => this.wholeTokens(word)).filter((group) => group.length),
      filters: parts.filters,
      words: [...new Set(analyzer.pieces(searched))],
      marks: this.marks(searched, phrases, expansions),
    };
  }

  terms(searched) {
    const counts = new Map();
    const inner = new Set();
    const add = (token) => counts.set(token, (counts.get(token) ?? 0) + 1);
    for (const piece of this.analyzer.pieces(searched)) {
      const characters = [...piece];
      if (!isHan(piece)) this.analyzer.wordTokens(piece).forEach(add);
      else {
        [...characters, ...pairs(characters)].forEach(add);
        if (characters.length > 1) characters.forEach((one) => inner.add(one));
      }
    }
    for (const word of this.analyzer.joined(searched)) this.analyzer.wordTokens(word).forEach(add);
    return Array.from(counts, ([token, count]) => ({
      token,
      weight: Math.sqrt(count) * (inner.has(token) ? this.rules.inner : 1),
    }));
  }

  /* For each word or Chinese run the positions of the terms that stand for all of it. */
  groups(searched, terms) {
    const place = new Map(terms.map(({ token }, at) => [token, at]));
    const words = [...new Set(this.analyzer.pieces(searched))];
    return words.map((word) => this.wholeTokens(word).map((token) => place.get(token))).filter((group) => group.length);
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
    return new Phrases(found);
  }
}
