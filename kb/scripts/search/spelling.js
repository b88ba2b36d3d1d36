/* Words that no document holds: what the typist may have meant. kb/query/spelling.py, on the site's word lists. */

import { isHan, pairs } from "./analysis.js";

/* Typing mistakes between two words: a letter wrong, missing, too many, or two exchanged. `begun`: of the other one
   only so much is compared as fits best. */
export const distance = (one, other, limit, begun = false) => {
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let i = 1; i <= one.length; i += 1) {
    const last = row;
    row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + Number(one[i - 1] !== other[j - 1]));
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
        row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    if (Math.min(...row) > limit) return limit + 1;
    before = last;
  }
  return Math.min(begun ? Math.min(...row) : row.at(-1), limit + 1);
};

/* What may have been meant: two letters exchanged, one that is there twice left out, any letter put in. */
const withoutSlip = (word) => {
  const found = new Set();
  for (let at = 1; at <= word.length; at += 1) {
    const [begin, rest] = [word.slice(0, at), word.slice(at)];
    if (rest.length > 1) found.add(begin + rest[1] + rest[0] + rest.slice(2));
    if (rest && rest[0] === word[at - 1] && word.length > SURE) found.add(begin + rest.slice(1));
    for (const letter of "abcdefghijklmnopqrstuvwxyz") found.add(begin + letter + rest);
  }
  return found;
};

/* A folded text with other words in the place of some. */
export const respelt = (folded, instead) => folded.replace(/[a-z0-9]+/g, (word) => instead.get(word) ?? word);

const CANDIDATES = 6;
const SURE = 5; // letters from which on a slip is beyond doubt, on either side
const isWord = (word, shortest) => word.length >= shortest && /^[a-z]+$/.test(word);

export class Speller {
  /* `words` gives [[stem, its forms, documents], …] for two letters; `knows` whether a token is held. */
  constructor(analyzer, words, knows, names) {
    Object.assign(this, { analyzer, words, knows, names });
  }

  /* `text` with its unknown words corrected, or nothing. */
  async suggestion(query) {
    let text = respelt(this.analyzer.fold(query.text), query.instead);
    let changed = false;
    for (const word of query.words) {
      const better = isHan(word) ? await this.nearName(word) : await this.nearWord(word);
      if (better && better !== word) {
        text = text.replaceAll(word, better);
        changed = true;
      }
    }
    return changed ? text : "";
  }

  /* Plain words that nobody has → the known one of which each is a slip of the keys. */
  async slips({ words, alternatives }) {
    const { analyzer } = this;
    const quoted = alternatives.flatMap(({ phrases }) => phrases.flat());
    const named = alternatives.flatMap(({ terms, expansions }) => expansions.flatMap(({ covers }) => [...covers].map((at) => terms[at].token)));
    const left = new Set([...quoted, ...named]);
    const asked = words.filter((word) => isWord(word, SURE) && !analyzer.stop.has(word) && !left.has(analyzer.unit(word)));
    const found = await Promise.all(asked.map(async (word) => [word, await this.meant(word)]));
    return new Map(found.filter(([, better]) => better));
  }

  /* The one known word of which a word is a slip; nothing if there are two of them, or none. */
  async meant(word) {
    if (await this.knows(this.analyzer.unit(word))) return "";
    const lists = await Promise.all([...new Set([word.slice(0, 2), word[0] + word[2]])].map((start) => this.words(start)));
    const listed = new Map(lists.flat().map(([stem, forms]) => [stem, forms.split(" ")]));
    const found = new Map();
    for (const better of [...withoutSlip(word)].sort()) {
      const token = this.analyzer.unit(better);
      if (listed.get(token)?.includes(better) && !this.analyzer.stop.has(better) && !found.has(token)) found.set(token, better);
    }
    return found.size === 1 ? [...found.values()][0] : "";
  }

  async nearWord(word) {
    const wanted = this.analyzer.unit(word);
    if (!isWord(word, 4) || (await this.knows(wanted))) return "";
    const limit = word.length < 6 ? 1 : 2;
    const lists = await Promise.all([word.slice(0, 2), word[1] + word[0]].map((start) => this.words(start)));
    const near = lists
      .flat()
      .filter(([stem]) => isWord(stem, 1) && stem.length >= Math.max(3, wanted.length - 5) && stem.length <= word.length + limit)
      .map(([stem, forms, held]) => ({ stem, forms, held, apart: distance(stem, word, limit, true) }))
      .filter(({ apart }) => apart <= limit)
      .sort((a, b) => a.apart - b.apart || b.stem.length - a.stem.length || b.held - a.held || (a.stem < b.stem ? -1 : 1))
      .slice(0, CANDIDATES)
      .flatMap(({ forms, held }) => forms.split(" ").map((form) => ({ form, held, apart: distance(word, form, limit) })))
      .filter(({ apart }) => apart <= limit)
      .sort((a, b) => a.apart - b.apart || b.held - a.held);
    return near[0]?.form ?? "";
  }

  async nearName(run) {
    if (run.length < 2) return "";
    const known = await Promise.all(pairs([...run]).map((pair) => this.knows(pair)));
    if (known.every(Boolean)) return "";
    const near = this.names.filter((name) => [0, 1].includes(name.length - run.length) && distance(run, name, 1) === 1);
    return near.sort((a, b) => a.length - b.length || (a < b ? -1 : 1))[0] ?? "";
  }

  /* The most frequent word that begins with what is being typed, if that is no word yet. */
  async completion(word) {
    if (!isWord(word, 2) || (await this.knows(this.analyzer.unit(word)))) return "";
    const listed = await this.words(word.slice(0, 2));
    const begun = listed.flatMap(([, forms, held]) => forms.split(" ").slice(0, 1).map((form) => [form, held]));
    const found = begun.filter(([form]) => form.startsWith(word)).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    return found[0]?.[0] ?? "";
  }
}
