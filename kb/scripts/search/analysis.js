/* Text → tokens: kb/analysis once more. Stop words and the table of characters come with the index. */

import { stem } from "./porter2.js";

const HAN = "\\u3005-\\u3007\\u3021-\\u3029\\u3031-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
const PIECE = new RegExp(`[${HAN}]+|(?:(?![${HAN}])[\\p{L}\\p{N}])+`, "gu");
const PLAIN = /[a-z0-9]+/g; // what PIECE gives for a folded text of ASCII alone
const STARTS_HAN = new RegExp(`^[${HAN}]`, "u");
const HYPHENED = /[a-z]{2,}(?:-[a-z]{2,})+/g;
const ASCII = /^[\x00-\x7f]*$/;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;
const LONGEST = 64;

export const isHan = (piece) => STARTS_HAN.test(piece);

export class Analyzer {
  constructor(stopWords) {
    this.stop = new Set(stopWords);
    this.simple = new Map();
    this.known = new Map(); // word → its unit: the words of ten hits are few, and stand there often
  }

  /* Characters that stand for others, as two texts. */
  simplify(traditional, simplified) {
    const others = [...simplified];
    if (!this.simple.size) this.simple = new Map([...traditional].map((one, at) => [one, others[at]]));
  }

  fold(text) {
    if (ASCII.test(text)) return text.toLowerCase();
    const plain = text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "").replace(/ß/g, "ss").replace(/ς/g, "σ");
    return this.simple.size ? Array.from(plain, (one) => this.simple.get(one) ?? one).join("") : plain;
  }

  /* The folded text and, for each of its UTF-16 units and its end, where in `text` it came from. */
  folded(text) {
    const whole = this.fold(text);
    if (whole.length === text.length) return [whole, null]; // nothing grew or shrank: each stands where it stood
    let folded = "";
    const offsets = [];
    for (const { 0: part, index } of text.matchAll(/\P{M}\p{M}*|\p{M}+/gu)) {
      const piece = this.fold(part);
      for (let at = 0; at < piece.length; at += 1) offsets.push(index);
      folded += piece;
    }
    return [folded, [...offsets, text.length]];
  }

  pieces(folded) {
    return folded.match(ASCII.test(folded) ? PLAIN : PIECE) ?? [];
  }

  joined(folded) {
    return (folded.match(HYPHENED) ?? []).map((word) => word.replaceAll("-", ""));
  }

  unit(word) {
    let found = this.known.get(word);
    if (found === undefined) {
      const short = word.slice(0, LONGEST);
      found = /^[a-z]+$/.test(short) ? stem(short) : short;
      this.known.set(word, found);
    }
    return found;
  }

  wordTokens(word) {
    if (this.stop.has(word)) return [];
    if (!ASCII.test(word) || /^(?:[a-z]+|[0-9]+)$/.test(word)) return [this.unit(word)];
    const parts = (word.match(/[a-z]{2,}/g) ?? []).filter((part) => !this.stop.has(part));
    return [this.unit(word), ...parts.map((part) => this.unit(part))];
  }

  units(text) {
    return this.pieces(this.fold(text)).flatMap((piece) => (isHan(piece) ? [...piece] : [this.unit(piece)]));
  }

  /* The units of `text`, each with where it begins and ends in it. */
  spans(text) {
    const [folded, offsets] = this.folded(text);
    const was = (at) => (offsets ? offsets[at] : at);
    const found = [];
    for (const { 0: piece, index } of folded.matchAll(ASCII.test(folded) ? PLAIN : PIECE)) {
      if (isHan(piece)) {
        let at = index;
        for (const one of piece) {
          found.push([one, was(at), was(at + one.length)]);
          at += one.length;
        }
      } else {
        found.push([this.unit(piece), was(index), was(index + piece.length)]);
      }
    }
    return found;
  }
}

/* Pairs of neighbours: the overlapping pairs of a Han run. */
export const pairs = (characters) => characters.slice(1).map((one, at) => characters[at] + one);

/* Unit sequences with a value each; kb/analysis/phrases.py. */
export class Phrases {
  constructor(entries) {
    this.byFirst = new Map();
    const seen = new Set();
    for (const [sequence, value] of entries) {
      const key = sequence.join(" ");
      if (!sequence.length || seen.has(key)) continue;
      seen.add(key);
      if (!this.byFirst.has(sequence[0])) this.byFirst.set(sequence[0], []);
      this.byFirst.get(sequence[0]).push([sequence, value]);
    }
    for (const group of this.byFirst.values()) group.sort((a, b) => b[0].length - a[0].length);
  }

  find(units, overlapping = false) {
    const found = [];
    let free = 0;
    units.forEach((unit, at) => {
      if (at < free) return;
      for (const [sequence, value] of this.byFirst.get(unit) ?? []) {
        if (sequence.every((one, offset) => units[at + offset] === one)) {
          found.push([at, at + sequence.length, value]);
          if (overlapping) continue;
          free = at + sequence.length;
          return;
        }
      }
    });
    return found;
  }
}
